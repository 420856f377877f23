import { operationText } from '../../migrations/analysis/operation-words.ts';
import type { ObjectOperation, Operation } from '../../migrations/operations/operation.ts';
import type { PlanSign } from './plan-check.ts';

/**
 * Which sign an operation is; `undefined`: none. Strict on purpose: also what the plan itself has made counts, as nobody
 * looks at it that closely before a click.
 */
export function destructiveSign(operation: Operation): PlanSign | undefined {
  switch (operation.kind) {
    case 'drop-table':
    case 'drop-column':
      return operation.kind;
    case 'truncate':
      return 'mass-deletion';
    case 'change-rows':
      return operation.verb === 'delete' && !operation.isFiltered ? 'mass-deletion' : undefined;
    case 'drop-all':
      return 'reset';
    case 'drop-object':
      return signOfObject(operation);
    default:
      return undefined;
  }
}

/** `Drops the table users and every row in it.` */
export function lossText(operation: Operation, { isCertain }: { readonly isCertain: boolean }): string {
  const text = `${isCertain ? '' : 'maybe '}${operationText(operation)}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function signOfObject({
  object,
  cascade,
}: Extract<ObjectOperation, { kind: 'drop-object' }>): PlanSign | undefined {
  if (RESETS.has(object)) return 'reset';
  if (object === 'sequence') return 'data-loss';
  // Columns of it go along.
  return cascade === true && TAKES_COLUMNS.has(object) ? 'drop-column' : undefined;
}

const RESETS: ReadonlySet<string> = new Set(['schema', 'database', 'owned']);
const TAKES_COLUMNS: ReadonlySet<string> = new Set(['type', 'domain', 'extension']);

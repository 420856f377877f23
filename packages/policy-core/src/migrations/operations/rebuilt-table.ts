import { memoizeByObject } from '../../model/memoize.ts';
import { searchPathChanges } from './search-path-changes.ts';
import { tableKey, type TableName } from './name.ts';
import type { Operation, OperationStep, Step } from './operation.ts';

/**
 * Whether a step drops a table whose rows were copied: another one is made, filled from it, and takes its name once it
 * is gone. So tables get a column in the middle, or another key. It is enough to warn less; what lets a table be dropped
 * without a word has to be certain of every column and row: `isCopiedTable`.
 */
export function isRebuilt(steps: readonly Step[], step: OperationStep): boolean {
  if (step.operation.kind !== 'drop-table') return false;
  const { table } = step.operation;
  const successor = takersIn(steps).get(tableWord(table));
  if (successor === undefined) return false;
  const index = steps.indexOf(step);
  if (index > successor.index) return false;
  const before = steps.slice(0, index);
  const made = before.findIndex((one) => isMaking(one, successor.name));
  const filled = before.findLastIndex((one) => isFilling(one, successor.name, table));
  // By another meaning of the name another table is dropped than the one that was copied.
  return made >= 0 && filled > made && searchPathChanges(steps).before(table, index) < filled;
}

interface Taker {
  /** Its name until then. */
  readonly name: string;
  readonly index: number;
}

/** What takes a name, and stands in the same schema, by that name. Each drop asks, and most migrations rename nothing. */
const takersIn = memoizeByObject(
  (steps: readonly Step[]): ReadonlyMap<string, Taker> =>
    new Map(
      steps.flatMap((step, index) => {
        const operation = operationOf(step);
        if (operation?.kind !== 'rename-table') return [];
        const { table, to } = operation;
        return [[tableWord({ schema: table.schema, ...to }), { name: tableWord(table), index }] as const];
      }),
    ),
);

function isMaking(step: Step, name: string): boolean {
  const operation = operationOf(step);
  return operation?.kind === 'create-table' && tableWord(operation.table) === name;
}

/** `op.bulk_insert(made, rows)` may not tell which table it is, and never tells where the rows are from. */
function isFilling(step: Step, name: string, source: TableName): boolean {
  const operation = operationOf(step);
  if (operation?.kind !== 'change-rows') return false;
  const { table, verb, reads } = operation;
  const isOfSource = (one: TableName) => !one.isKnown || tableWord(one) === tableWord(source);
  const isInto = !table.isKnown || tableWord(table) === name;
  return ['insert', 'copy', 'merge'].includes(verb) && isInto && reads?.some(isOfSource) !== false;
}

function operationOf(step: Step): Operation | undefined {
  return step.kind === 'operation' ? step.operation : undefined;
}

function tableWord(table: TableName): string {
  return tableKey(table) ?? `source of ${table.text}`;
}

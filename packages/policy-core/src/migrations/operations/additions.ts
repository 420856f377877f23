import type { UtilityStatement } from './utility-statement.ts';
import type { ObjectOperation, Operation } from './operation.ts';

/**
 * Whether an operation only adds to what is there, so that the running code does not notice, whatever it costs. A
 * function or a trigger may change what the code meets, and is none.
 */
export function isAddition(operation: Operation): boolean {
  switch (operation.kind) {
    case 'create-table':
    case 'add-column':
    case 'create-index':
      return true;
    case 'create-object':
      return ADDED.has(operation.object);
    case 'other':
      return operation.deed === undefined ? HARMLESS.test(operation.what) : isHarmless(operation.deed);
    default:
      return false;
  }
}

const ADDED: ReadonlySet<ObjectOperation['object']> = new Set([
  'schema',
  'extension',
  'type',
  'domain',
  'sequence',
  'view',
  'materialized-view',
  'statistics',
]);

/** Those of a revision in lower case. */
const HARMLESS =
  /^(?:a comment|a query|nothing|ANALYZE|COMMENT|CREATE .*|DISCARD.*|EXPLAIN|GRANT|LISTEN|NOTIFY|SELECT|SET|SET CONSTRAINTS|SHOW|UNLISTEN|VALUES)$/;

function isHarmless(deed: UtilityStatement): boolean {
  switch (deed.kind) {
    case 'add-enum-value':
    case 'analyze':
    case 'comment':
      return true;
    case 'query':
      return !deed.locksRows;
    case 'set-parameter':
      return deed.scope === 'session' || deed.scope === 'local';
    case 'transaction':
      return LASTING.has(deed.what);
    default:
      return false;
  }
}

/** What was done before them stays done. */
const LASTING: ReadonlySet<string> = new Set(['begin', 'commit', 'savepoint', 'release']);

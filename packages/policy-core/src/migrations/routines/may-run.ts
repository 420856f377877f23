import type { LaterUse } from '../operations/called-routine.ts';
import type { Operation } from '../operations/operation.ts';
import type { UtilityStatement } from '../operations/utility-statement.ts';

/** Whether an operation may run what no statement names. */
export function mayRun(operation: Operation, use: LaterUse | undefined): boolean {
  if (use === 'expressions') return worksOutValues(operation);
  return use === 'definitions' && makesOrDrops(operation);
}

function worksOutValues(operation: Operation): boolean {
  switch (operation.kind) {
    case 'alter-column':
      return operation.type !== undefined;
    case 'create-table':
      // AS SELECT may read no table.
      return !operation.isWhole;
    case 'create-object':
      return operation.object === 'materialized-view';
    case 'other':
      return operation.deed === undefined ? RUN.has(operation.what) : VALUED.has(operation.deed.kind);
    default:
      return ALWAYS.has(operation.kind);
  }
}

const ALWAYS: ReadonlySet<Operation['kind']> = new Set([
  'add-column',
  'add-constraint',
  'change-rows',
  'create-index',
  'validate-constraint',
]);

/** Statements, and parts of DO blocks, that nothing more is told of. */
const RUN: ReadonlySet<string> = new Set([
  'a query',
  'DO',
  'EXPLAIN',
  'FETCH',
  'PERFORM',
  'SELECT',
  'VALUES',
]);

const VALUED: ReadonlySet<UtilityStatement['kind']> = new Set([
  'alter-domain',
  'analyze',
  'attach-partition',
  'cluster',
  'query',
  'refresh-view',
  'reindex',
  'vacuum',
]);

/** What PostgreSQL has event triggers for. */
function makesOrDrops(operation: Operation): boolean {
  if (operation.kind === 'change-rows' || operation.kind === 'truncate') return false;
  if (operation.kind !== 'other') return true;
  const { deed, what } = operation;
  return deed === undefined
    ? /^(?:ALTER|COMMENT|CREATE|DO$|DROP|GRANT|IMPORT|REVOKE)\b/.test(what)
    : !NO_EVENT.has(deed.kind);
}

const NO_EVENT: ReadonlySet<UtilityStatement['kind']> = new Set([
  'analyze',
  'cluster',
  'lock-table',
  'query',
  'set-parameter',
  'transaction',
  'vacuum',
]);

import { tableKey, type TableName } from './name.ts';
import type { Step } from './operation.ts';

/**
 * Whether a step changes rows of a table, or may: of SQL that nobody can read, and of rows in a table that is only
 * known when it runs, nobody can tell.
 */
export function mayChangeRows(step: Step, table: TableName): boolean {
  if (step.kind === 'unclear') return true;
  if (step.operation.kind !== 'change-rows') return false;
  const changed = tableKey(step.operation.table);
  return changed === undefined || changed === tableKey(table);
}

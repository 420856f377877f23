import { coveredBy, operationTable } from './covered-by.ts';
import type { Operation, OperationStep } from './operation.ts';
import { namesAcross } from './same-names.ts';

/**
 * Whether a downgrade leaves nothing of what a step made or dropped, though it does not undo that very step: it drops
 * the table, or the column, with all that is on it; or it makes the table again with the column that was dropped.
 */
export function isDroppedWithParent(operation: Operation, downgrade: readonly OperationStep[]): boolean {
  return downgrade.some(
    ({ operation: by, isCertain }) =>
      isCertain &&
      (goesWith(operation, by) || comesWith(operation, by)) &&
      !downgrade.some((other) => renames(other.operation, by)),
  );
}

/**
 * Whether what a step does to a table that only a run names may be gone with a table that the downgrade drops: so helpers
 * work, which are called with the name of one.
 */
export function mayDropWithAnyTable(operation: Operation, downgrade: readonly OperationStep[]): boolean {
  return (
    operationTable(operation)?.isKnown === false &&
    downgrade.some(({ operation: by }) => by.kind === 'drop-table')
  );
}

/** Then the name is that of something else, or of nothing. */
function renames(operation: Operation, by: Operation): boolean {
  if (operation.kind !== 'rename-column' && operation.kind !== 'rename-table') return false;
  const table = operationTable(by);
  if (table === undefined || !NAMES.isSameTable(operation.table, table)) return false;
  return (
    operation.kind === 'rename-table' ||
    (by.kind === 'drop-column' && NAMES.isSameColumn(operation.column, by.column))
  );
}

/** What was altered was there before, and nobody knows where it is then. */
const MADE: ReadonlySet<Operation['kind']> = new Set(['add-column', 'add-constraint', 'create-index']);
const NAMES = namesAcross([]);

function goesWith(operation: Operation, by: Operation): boolean {
  if (!MADE.has(operation.kind) || (by.kind !== 'drop-table' && by.kind !== 'drop-column')) return false;
  const isSure = by.ifExists === false;
  return isSure && coveredBy(operation, { by, isCounterpart: true, upgrade: [], names: NAMES }) === 'yes';
}

function comesWith(operation: Operation, by: Operation): boolean {
  if (operation.kind !== 'drop-column' || by.kind !== 'create-table' || by.ifNotExists !== false)
    return false;
  return (
    NAMES.isSameTable(operation.table, by.table) &&
    by.columns.some(({ name }) => NAMES.isSameColumn(name, operation.column))
  );
}

import { operationSteps } from './direction-effects.ts';
import { tableKey, type TableName } from '../operations/name.ts';
import type { Operation, Step } from '../operations/operation.ts';
import { renamedTable } from '../operations/same-names.ts';

/**
 * Whether a table is there from one migration on, also where nobody can read what makes it: no migration before tells
 * of it, and the way back drops it for good.
 *
 * @param isCertain whether the migration surely does something to it; what it only may do may be undone like that
 * @param isToldBefore whether anything is known of the table before the migration
 */
export function isOfThisMigration(
  { table, isCertain }: { readonly table: TableName; readonly isCertain: boolean },
  downgrade: { readonly steps: readonly Step[] },
  isToldBefore: () => boolean,
): boolean {
  const key = tableKey(table);
  if (key === undefined) return false;
  const steps = operationSteps(downgrade);
  const isDropped = steps.some(
    ({ operation, isCertain: isSure }) =>
      (isSure || !isCertain) && operation.kind === 'drop-table' && tableKey(operation.table) === key,
  );
  return isDropped && !steps.some(({ operation }) => givesName(operation, key)) && !isToldBefore();
}

/** Then something of that name is left, or what is dropped is another table. */
function givesName(operation: Operation, key: string): boolean {
  switch (operation.kind) {
    case 'create-table':
      return tableKey(operation.table) === key;
    case 'rename-table':
    case 'set-table-schema':
      return tableKey(operation.table) === key || tableKey(renamedTable(operation)) === key;
    default:
      return false;
  }
}

import { operationTable } from './operation-table.ts';
import type { Operation, OperationStep } from './operation.ts';

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

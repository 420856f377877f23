import type { ConstraintDefinition } from '../operations/column.ts';
import type { StepOf } from './judged-upgrade.ts';
import type { TableName } from '../operations/name.ts';
import type { Operation } from '../operations/operation.ts';
import { namesAcross, renamedTable } from '../operations/same-names.ts';

/**
 * Whether the same migration drops the table that a reference leads to, and makes no other of its name: the reference
 * cannot stay then, and what is lost is the table.
 */
export function isReferencedTableDropped(
  { upgrade, isCertain }: StepOf<'drop-constraint'>,
  dropped: ConstraintDefinition | undefined,
): boolean {
  if (dropped?.kind !== 'foreign-key') return false;
  const target = dropped.target.table;
  const isTarget = (table: TableName | undefined) => table !== undefined && NAMES.isSameTable(table, target);
  const operations = upgrade.steps.flatMap((step) => (step.kind === 'operation' ? [step] : []));
  const goes = operations.some(
    (step) =>
      step.operation.kind === 'drop-table' &&
      isTarget(step.operation.table) &&
      (step.isCertain || !isCertain),
  );
  return goes && !operations.some(({ operation }) => isTarget(namedBy(operation)));
}

const NAMES = namesAcross([]);

/** The table that has its name from the operation. */
function namedBy(operation: Operation): TableName | undefined {
  switch (operation.kind) {
    case 'create-table':
      return operation.table;
    case 'rename-table':
    case 'set-table-schema':
      return renamedTable(operation);
    default:
      return undefined;
  }
}

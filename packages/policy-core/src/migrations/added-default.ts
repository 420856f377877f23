import type { ColumnState } from '../schema/schema-history.ts';
import type { ColumnDefault } from './column.ts';
import type { JudgedStep } from './judged-steps.ts';
import { tableKey, type TableName } from './name.ts';
import type { OperationOf } from './by-kind.ts';
import type { Operation } from './operation.ts';

type OnTable = JudgedStep<Operation & { readonly table: TableName }>;

/** What a column of this migration was added with; as it is now where that cannot be seen. */
export function addedDefault(step: OnTable, { name, default: now }: ColumnState): ColumnDefault | undefined {
  const added = additionOf(step, name);
  return added === undefined ? now : added.operation.column.default;
}

/** The step before this one that added the column, the last one of several. */
export function additionOf(
  { upgrade, index, operation: { table } }: OnTable,
  name: string,
): { readonly operation: OperationOf<'add-column'>; readonly at: number } | undefined {
  const key = tableKey(table);
  const at = upgrade.steps.findLastIndex(
    (step, place) =>
      place < index &&
      step.kind === 'operation' &&
      step.operation.kind === 'add-column' &&
      step.operation.column.name.text === name &&
      tableKey(step.operation.table) === key,
  );
  const step = upgrade.steps[at];
  if (step?.kind !== 'operation' || step.operation.kind !== 'add-column') return undefined;
  return { operation: step.operation, at };
}

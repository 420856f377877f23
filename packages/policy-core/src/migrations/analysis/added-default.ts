import { memoizeByObject } from '../../model/memoize.ts';
import type { ColumnState } from '../schema/schema-history.ts';
import type { ColumnDefault } from '../operations/column.ts';
import type { MigrationStep } from './judged-upgrade.ts';
import { tableKey, type TableName } from '../operations/name.ts';
import type { OperationOf } from '../operations/by-kind.ts';
import type { Operation, Step } from '../operations/operation.ts';

type OnTable = MigrationStep<Operation & { readonly table: TableName }>;

/** What a column of this migration was added with; as it is now where that cannot be seen. */
export function addedDefault(step: OnTable, { name, default: now }: ColumnState): ColumnDefault | undefined {
  const added = additionOf(step, name);
  return added === undefined ? now : added.operation.column.default;
}

/** The step before this one that added the column, the last one of several. */
export function additionOf(
  { upgrade, index, operation: { table } }: OnTable,
  name: string,
): Addition | undefined {
  return additionsIn(upgrade.steps)
    .get(keyOf(table, name))
    ?.findLast(({ at }) => at < index);
}

interface Addition {
  readonly operation: OperationOf<'add-column'>;
  readonly at: number;
}

/** Looked for once: each step that makes something unique asks. */
const additionsIn = memoizeByObject((steps: readonly Step[]): ReadonlyMap<string, readonly Addition[]> => {
  const additions = new Map<string, Addition[]>();
  for (const [at, step] of steps.entries()) {
    if (step.kind !== 'operation' || step.operation.kind !== 'add-column') continue;
    const { operation } = step;
    const key = keyOf(operation.table, operation.column.name.text);
    const there = additions.get(key);
    if (there === undefined) additions.set(key, [{ operation, at }]);
    else there.push({ operation, at });
  }
  return additions;
});

function keyOf(table: TableName, column: string): string {
  return `${tableKey(table) ?? ''}\n${column}`;
}

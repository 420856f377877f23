import type { TableState } from '../schema/schema-history.ts';
import { tableBefore, type StepOf } from './judged-steps.ts';
import { tableKey } from './name.ts';
import { schemaAround } from './schema-around.ts';

/**
 * Whether rows cannot have the same in these columns: because some of them are unique as it is, or were until
 * this migration, or because one of them is new and holds nothing yet.
 */
export function isUniqueAlready(
  step: StepOf<'add-constraint' | 'create-index'>,
  columns: readonly string[],
): boolean {
  const { table } = step.operation;
  const { schema, revision } = schemaAround(step.upgrade);
  const states = [tableBefore(step, table), schema.tableAt(table, { revision, step: 0 })];
  return states.some((state) => state && holdsUnique(state, columns)) || isOnEmptyColumn(step, columns);
}

function holdsUnique({ indexes }: TableState, columns: readonly string[]): boolean {
  const wanted = new Set(columns);
  return indexes.some(
    (index) =>
      index.unique && !index.isPartial && index.columns?.every((column) => wanted.has(column)) === true,
  );
}

/** NULL is not the same as NULL. */
function isOnEmptyColumn(
  step: StepOf<'add-constraint' | 'create-index'>,
  columns: readonly string[],
): boolean {
  const { upgrade, index, operation } = step;
  const { revision } = schemaAround(upgrade);
  const state = tableBefore(step, operation.table);
  const isEmpty = columns.some((name) => {
    const column = state?.columns.get(name);
    return column?.addedIn === revision && column.default?.kind === 'none' && column.nullable === true;
  });
  if (!isEmpty) return false;
  const key = tableKey(operation.table);
  return !upgrade.steps
    .slice(0, index)
    .some(
      (earlier) =>
        earlier.kind === 'unclear' ||
        (earlier.operation.kind === 'change-rows' && tableKey(earlier.operation.table) === key),
    );
}

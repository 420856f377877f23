import type { ColumnState, TableState } from '../schema/schema-history.ts';
import { tableBefore, type StepOf } from './judged-steps.ts';
import { tableKey } from './name.ts';
import { columnsAfter, namesWithin } from './renames-within.ts';
import { schemaAround } from './schema-around.ts';

/**
 * Whether rows cannot have the same in these columns: because some of them are unique as it is, or were until
 * this migration under whatever name, or because one of them is new and each row has its own value, or none.
 */
export function isUniqueAlready(
  step: StepOf<'add-constraint' | 'create-index'>,
  columns: readonly string[],
): boolean {
  const { table } = step.operation;
  const now = tableBefore(step, table);
  if (now !== undefined && holdsUnique(now, new Set(columns))) return true;
  return wasUnique(step, new Set(columns)) || isOnNewColumn(step, columns);
}

function holdsUnique(
  { indexes }: TableState,
  wanted: ReadonlySet<string>,
  renamed = (columns: readonly string[]) => columns,
): boolean {
  return indexes.some(
    ({ unique, isPartial, columns }) =>
      unique && !isPartial && columns !== undefined && renamed(columns).every((column) => wanted.has(column)),
  );
}

function wasUnique(
  { upgrade, index, operation }: StepOf<'add-constraint' | 'create-index'>,
  wanted: ReadonlySet<string>,
): boolean {
  const { schema, revision } = schemaAround(upgrade);
  const tables = namesWithin(upgrade.steps, operation.table);
  const renamed = (columns: readonly string[]) => columnsAfter(upgrade.steps, { columns, tables, to: index });
  return tables.some((name) => {
    const state = schema.tableAt(name, { revision, step: 0 });
    return state !== undefined && holdsUnique(state, wanted, renamed);
  });
}

/** NULL is not the same as NULL. */
function isOnNewColumn(step: StepOf<'add-constraint' | 'create-index'>, columns: readonly string[]): boolean {
  const { upgrade, index, operation } = step;
  const { revision } = schemaAround(upgrade);
  const state = tableBefore(step, operation.table);
  const fresh = columns
    .flatMap((name) => state?.columns.get(name) ?? [])
    .filter(({ addedIn }) => addedIn === revision);
  if (fresh.some(countsRows)) return true;
  const isEmpty = fresh.some(({ default: preset, nullable }) => preset?.kind === 'none' && nullable === true);
  const key = tableKey(operation.table);
  return (
    isEmpty &&
    !upgrade.steps
      .slice(0, index)
      .some(
        (earlier) =>
          earlier.kind === 'unclear' ||
          (earlier.operation.kind === 'change-rows' && tableKey(earlier.operation.table) === key),
      )
  );
}

/** Its default is another one for each row. */
function countsRows({ default: preset }: ColumnState): boolean {
  if (preset?.kind === 'sql') return /uuid|nextval/i.test(preset.text);
  return preset?.kind === 'identity' || preset?.kind === 'sequence';
}

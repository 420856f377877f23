import { onceFor } from '../facts/once-for.ts';
import type { ColumnState, TableState } from '../schema/schema-history.ts';
import type { OperationOf } from './by-kind.ts';
import type { ColumnDefault } from './column.ts';
import { isSameByConvention } from './index-by-convention.ts';
import { tableBefore, type StepOf } from './judged-steps.ts';
import { tableKey, type Name, type TableName } from './name.ts';
import type { Operation, Step } from './operation.ts';
import { columnsAfter, namesWithin } from './renames-within.ts';
import { mayChangeRows } from './rows-changed.ts';
import { nameText, namesAcross } from './same-names.ts';
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

/**
 * Whether the downgrade puts back a unique index or constraint that the upgrade drops before, on no more than these
 * columns: what nobody saw made was unique, too.
 */
export function wasUniqueBeforeDowngrade(
  { upgrade, index, operation }: StepOf<'add-constraint' | 'create-index'>,
  columns: readonly string[],
  downgrade: readonly Step[],
): boolean {
  const drops = droppedAt(upgrade.steps);
  if (drops.size === 0) return false;
  const restored = restoredIn(downgrade);
  const there = namesWithin(upgrade.steps, operation.table).flatMap(
    (name) => restored.get(NAMES.tableRoot(name)) ?? [],
  );
  return there.some(
    (was) =>
      isWithin(was.columns, columns) &&
      isAmongSameRows(was, operation, columns) &&
      ((drops.get(was.key) ?? index) < index || isDroppedByConvention(upgrade.steps.slice(0, index), was)) &&
      !isAnyNewlyNamed(upgrade.steps, was),
  );
}

/** The downgrade makes the index without a name, as a naming convention gives it back. */
function isDroppedByConvention(earlier: readonly Step[], { index }: Restored): boolean {
  if (index === undefined) return false;
  return earlier.some((step) => step.kind === 'operation' && isSameByConvention(step.operation, index));
}

/** One condition can be spelled in many ways: with more columns than before, it is taken for the same one. */
function isAmongSameRows(
  was: Restored,
  operation: OperationOf<'add-constraint' | 'create-index'>,
  columns: readonly string[],
): boolean {
  if (!was.isPartial) return true;
  return operation.kind === 'create-index' && operation.isPartial && columns.length > was.columns.length;
}

const NAMES = namesAcross([]);

/** Where constraints and indexes are dropped, by `keyOf`. */
const droppedAt = onceFor((steps: readonly Step[]): ReadonlyMap<string, number> => {
  const drops = new Map<string, number>();
  for (const [index, step] of steps.entries()) {
    if (step.kind !== 'operation') continue;
    const { operation } = step;
    if (operation.kind === 'drop-index') drops.set(keyOf(undefined, operation.name), index);
    if (operation.kind !== 'drop-constraint' || operation.name === undefined) continue;
    drops.set(keyOf(operation.table, operation.name), index);
  }
  return drops;
});

/** An index is known by its name alone. */
function keyOf(table: TableName | undefined, name: Name): string {
  return `${table === undefined ? '' : NAMES.tableRoot(table)}\n${nameText(name)}`;
}

/** What a downgrade makes unique, by its table. */
const restoredIn = onceFor((steps: readonly Step[]): ReadonlyMap<string, readonly Restored[]> => {
  const restored = new Map<string, Restored[]>();
  for (const step of steps) {
    const unique = step.kind === 'operation' ? restoredBy(step.operation) : undefined;
    if (unique === undefined) continue;
    const root = NAMES.tableRoot(unique.table);
    const there = restored.get(root);
    if (there === undefined) restored.set(root, [unique]);
    else there.push(unique);
  }
  return restored;
});

interface Restored {
  readonly key: string;
  /** Absent for a constraint. */
  readonly index?: OperationOf<'create-index'>;
  readonly isPartial: boolean;
  readonly table: TableName;
  readonly columns: readonly string[];
}

function restoredBy(operation: Operation): Restored | undefined {
  if (operation.kind === 'create-index') return restoredIndex(operation);
  if (operation.kind !== 'add-constraint') return undefined;
  const { table, constraint } = operation;
  const { kind, name } = constraint;
  if ((kind !== 'unique' && kind !== 'primary-key') || name === undefined) return undefined;
  const { columns } = constraint;
  return columns && { key: keyOf(table, name), isPartial: false, table, columns };
}

function restoredIndex(index: OperationOf<'create-index'>): Restored | undefined {
  const { table, name, unique, isPartial, columns } = index;
  if (unique !== true || name === undefined) return undefined;
  return columns && { key: keyOf(undefined, name), index, isPartial, table, columns };
}

/** A column that takes the name of another one holds other values. */
function isAnyNewlyNamed(steps: readonly Step[], { table, columns }: Restored): boolean {
  return steps.some((step) => {
    const name = step.kind === 'operation' ? newlyNamed(step.operation) : undefined;
    return name !== undefined && columns.includes(name.column.text) && NAMES.isSameTable(name.table, table);
  });
}

function newlyNamed(operation: Operation): { readonly table: TableName; readonly column: Name } | undefined {
  if (operation.kind === 'add-column') return { table: operation.table, column: operation.column.name };
  return operation.kind === 'rename-column' ? { table: operation.table, column: operation.to } : undefined;
}

function isWithin(columns: readonly string[], wanted: readonly string[]): boolean {
  return columns.length > 0 && columns.every((column) => wanted.includes(column));
}

function isOnNewColumn(step: StepOf<'add-constraint' | 'create-index'>, columns: readonly string[]): boolean {
  const fresh = newColumns(step, columns);
  if (fresh.some((column) => countsRows(column.default) || isFilledApart(step, column))) return true;
  if (fresh.some((column) => wasAddedApart(step, column))) return true;
  const { operation } = step;
  // NULL is not the same as NULL, but a primary key takes none at all.
  const isKey = operation.kind === 'add-constraint' && operation.constraint.kind === 'primary-key';
  return !isKey && isEmptyColumn(step, columns);
}

/** Whether one of these columns is new, and nothing has been written into it. */
export function isEmptyColumn(
  step: StepOf<'add-constraint' | 'create-index'>,
  columns: readonly string[],
): boolean {
  const { upgrade, index, operation } = step;
  const isEmpty = newColumns(step, columns).some(
    (column) =>
      column.nullable === true &&
      [column.default, addedDefault(step, column)].every((preset) => preset?.kind === 'none'),
  );
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

function newColumns(
  step: StepOf<'add-constraint' | 'create-index'>,
  columns: readonly string[],
): readonly ColumnState[] {
  const { revision } = schemaAround(step.upgrade);
  const state = tableBefore(step, step.operation.table);
  return columns
    .flatMap((name) => state?.columns.get(name) ?? [])
    .filter(({ addedIn }) => addedIn === revision);
}

const MADE_UP = String.raw`\s*=\s*(?:\w+\.)*(?:gen_random_uuid|uuid_generate_v\d\w*)\s*\(`;

/** All that is ever written into it is another value for each row: `UPDATE orders SET code = gen_random_uuid()`. */
function isFilledApart(
  { upgrade, index, operation }: StepOf<'add-constraint' | 'create-index'>,
  { name }: ColumnState,
): boolean {
  const key = tableKey(operation.table);
  const fills = upgrade.steps
    .slice(0, index)
    .filter(
      (step) =>
        step.kind === 'unclear' ||
        (step.operation.kind === 'change-rows' && tableKey(step.operation.table) === key),
    );
  const isMadeUp = new RegExp(String.raw`\b${name.replaceAll(/\W/g, String.raw`\$&`)}${MADE_UP}`, 'i');
  return fills.length > 0 && fills.every(({ start, end }) => isMadeUp.test(upgrade.text.slice(start, end)));
}

/** The rows have their values by a default that it was added with, and that may be gone by now. */
function wasAddedApart(step: StepOf<'add-constraint' | 'create-index'>, column: ColumnState): boolean {
  const { upgrade, index, operation } = step;
  const earlier = upgrade.steps.slice(0, index);
  return (
    countsRows(addedDefault(step, column)) && !earlier.some((other) => mayChangeRows(other, operation.table))
  );
}

/** What a column of this migration was added with; as it is now where that cannot be seen. */
function addedDefault(
  { upgrade, index, operation: { table } }: StepOf<'add-constraint' | 'create-index'>,
  { name, default: now }: ColumnState,
): ColumnDefault | undefined {
  const added = upgrade.steps.slice(0, index).flatMap((step) => {
    if (step.kind !== 'operation' || step.operation.kind !== 'add-column') return [];
    const { column, table: of } = step.operation;
    return column.name.text === name && tableKey(of) === tableKey(table) ? [column.default] : [];
  });
  return added.length === 0 ? now : added.at(-1);
}

/** A default that is another one for each row. */
function countsRows(preset: ColumnDefault | undefined): boolean {
  if (preset?.kind === 'sql') return /uuid|nextval/i.test(preset.text);
  return preset?.kind === 'identity' || preset?.kind === 'sequence';
}

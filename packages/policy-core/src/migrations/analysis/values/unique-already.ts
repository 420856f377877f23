import { memoizeByObject } from '../../../model/memoize.ts';
import type { ColumnState, TableState } from '../../schema/schema-history.ts';
import { namesSpoken } from '../../sql/one-spelling.ts';
import type { OperationOf } from '../../operations/by-kind.ts';
import { addedDefault, additionOf } from '../added-default.ts';
import type { ColumnDefault } from '../../operations/column.ts';
import { isCoveredBy, type IndexReach } from '../index-reach.ts';
import { isSameByConvention } from '../../operations/index-by-convention.ts';
import { tableBefore } from '../migration-step.ts';
import { tableKey, type Name, type TableName } from '../../operations/name.ts';
import type { Operation, Step } from '../../operations/operation.ts';
import { columnsAfter, namesWithin } from '../renames-within.ts';
import { mayChangeRowsWithin, rowChangesWithin } from '../../operations/row-steps.ts';
import { mayAddRows, mayWriteColumn } from '../../operations/rows-changed.ts';
import { nameText, namesAcross } from '../../operations/same-names.ts';
import { schemaAround } from '../schema-around.ts';
import type { JudgedUpgrade, StepOf } from '../judged-upgrade.ts';

/**
 * Whether rows cannot have the same in these columns: because some of them are unique as it is, or were until
 * this migration under whatever name, or because one of them is new and each row has its own value, or none.
 */
export function isUniqueAlready(step: UniqueStep, columns: readonly string[]): boolean {
  return (
    isKeptUnique(step, { columns, ...rowsOf(step.operation) }) ||
    isOnNewColumn(step, columns) ||
    isNumbered(step, columns)
  );
}

/** A column that PostgreSQL has numbered in every row: `autoincrement=True` in a key of several columns. */
function isNumbered(step: UniqueStep, columns: readonly string[]): boolean {
  const state = tableBefore(step, step.operation.table);
  const keys = state?.constraints.flatMap(({ definition: { kind, columns: on } }) =>
    kind === 'primary-key' ? (on ?? []) : [],
  );
  return columns.some((name) => {
    const column = keys?.includes(name) ? state?.columns.get(name) : undefined;
    if (column?.default?.kind !== 'sequence' || column.addedIn === undefined) return false;
    return column.addedIn === state?.createdIn && fillsOf(step, column).length === 0;
  });
}

/** The same by the keys of the table alone, also for an index on expressions. */
export function isKeptUnique(step: UniqueStep, made: IndexReach): boolean {
  const now = tableBefore(step, step.operation.table);
  if (now !== undefined && holdsUnique(now, made)) return true;
  return wasUnique(step, made);
}

/**
 * For columns that only a run tells: a unique index or constraint of the table went before, which may be over them, or
 * an index of it that nobody saw made.
 */
export function mayTakePlaceOfUnique({ upgrade, index, operation }: UniqueStep): boolean {
  const gone = uniqueGone(upgrade);
  return namesWithin(upgrade.steps, operation.table).some(
    (name) => (gone.get(tableKey(name)) ?? index) < index,
  );
}

/** By the `tableKey` of their tables, where the first goes that may have been unique. Looked for once. */
const uniqueGone = memoizeByObject((upgrade: JudgedUpgrade): ReadonlyMap<string | undefined, number> => {
  const first = new Map<string | undefined, number>();
  for (const [index, step] of upgrade.steps.entries()) {
    const gone = step.kind === 'operation' ? droppedIndex(step.operation) : undefined;
    const table = gone && tableLeftBy(gone, upgrade);
    if (table !== undefined && !first.has(tableKey(table))) first.set(tableKey(table), index);
  }
  return first;
});

/** The table of an index that goes; `undefined` where that was not unique, or nothing tells the table. */
function tableLeftBy({ name, table }: DroppedIndex, upgrade: JudgedUpgrade): TableName | undefined {
  const { schema, revision } = schemaAround(upgrade);
  if (name === undefined) return undefined;
  const owner = schema.tableOfIndex(name.text, { revision, step: 0 });
  if (owner === undefined) return table;
  const isUnique = owner.indexes.some((index) => index.unique === true && index.name === name.text);
  return isUnique ? owner.table : undefined;
}

type DroppedIndex = OperationOf<'drop-index'> | OperationOf<'drop-constraint'>;

function droppedIndex(operation: Operation): DroppedIndex | undefined {
  return operation.kind === 'drop-index' || operation.kind === 'drop-constraint' ? operation : undefined;
}

type UniqueStep = StepOf<'add-constraint' | 'create-index'>;

type UniqueOperation = UniqueStep['operation'];

function rowsOf(operation: UniqueOperation): Pick<IndexReach, 'isPartial' | 'where'> {
  if (operation.kind === 'add-constraint') return { isPartial: false };
  const { isPartial, where } = operation;
  return { isPartial, ...(where !== undefined && { where }) };
}

function holdsUnique({ indexes }: TableState, made: IndexReach): boolean {
  return indexes.some((index) => index.unique === true && isCoveredBy(made, index));
}

function wasUnique({ upgrade, index: to, operation }: UniqueStep, made: IndexReach): boolean {
  const { schema, revision } = schemaAround(upgrade);
  const { steps } = upgrade;
  const tables = namesWithin(steps, operation.table);
  return tables.some((name) => {
    const state = schema.tableAt(name, { revision, step: 0 });
    const indexes = state?.indexes ?? [];
    return indexes.some((index) => {
      if (index.unique !== true) return false;
      if (isPlain(index)) {
        const columns = columnsAfter(steps, { columns: index.columns ?? [], tables, to });
        return isCoveredBy(made, { columns, isPartial: false });
      }
      return isCoveredBy(made, index) && !isTouched({ steps, to }, index, tables);
    });
  });
}

function isPlain({ columns, isPartial }: IndexReach): boolean {
  return columns !== undefined && !isPartial;
}

/** Rows may have come under its WHERE, or a name in that or in its expressions may mean another column by now. */
function isTouched(
  { steps, to }: { readonly steps: readonly Step[]; readonly to: number },
  { columns, keys, isPartial, where }: IndexReach,
  tables: readonly TableName[],
): boolean {
  const words = [where ?? '', ...(keys ?? [])].flatMap(namesSpoken);
  return tables.some(
    (table) =>
      (isPartial && mayChangeRowsWithin(steps, table, { from: 0, to })) ||
      isAnyNewlyNamed(steps.slice(0, to), { table, columns: [...(columns ?? []), ...words] }),
  );
}

/**
 * Whether the downgrade puts back a unique index or constraint that the upgrade drops before, on no more than these
 * columns: what nobody saw made was unique, too.
 */
export function wasUniqueBeforeDowngrade(
  { upgrade, index, operation }: UniqueStep,
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
      (was.keys.some((key) => (drops.get(key) ?? index) < index) ||
        isDroppedByConvention(upgrade.steps.slice(0, index), was)) &&
      !isAnyNewlyNamed(upgrade.steps, was),
  );
}

/** The downgrade makes the index without a name, as a naming convention gives it back. */
function isDroppedByConvention(earlier: readonly Step[], { index }: Restored): boolean {
  if (index === undefined) return false;
  return earlier.some((step) => step.kind === 'operation' && isSameByConvention(step.operation, index));
}

/** One condition can be spelled in many ways: with more columns than before, it is taken for the same one. */
function isAmongSameRows(was: Restored, operation: UniqueOperation, columns: readonly string[]): boolean {
  if (!was.isPartial) return true;
  if (was.index && operation.kind === 'create-index' && isCoveredBy(operation, was.index)) return true;
  return operation.kind === 'create-index' && operation.isPartial && columns.length > was.columns.length;
}

const NAMES = namesAcross([]);

/** Where constraints and indexes are dropped, by `keyOf`. */
const droppedAt = memoizeByObject((steps: readonly Step[]): ReadonlyMap<string, number> => {
  const drops = new Map<string, number>();
  for (const [index, step] of steps.entries()) {
    if (step.kind !== 'operation') continue;
    const { operation } = step;
    if (operation.kind === 'drop-index') drops.set(keyOf(undefined, operation.name), index);
    if (operation.kind !== 'drop-constraint' || operation.name === undefined) continue;
    drops.set(keyOf(operation.table, operation.name), index);
    if (mayBeUnique(operation.type)) drops.set(keyOf(operation.table, undefined), index);
  }
  return drops;
});

function mayBeUnique(type: OperationOf<'drop-constraint'>['type']): boolean {
  return type === undefined || type === 'unique' || type === 'primary-key';
}

/** An index is known by its name alone; without a name, any unique constraint of the table may be meant. */
function keyOf(table: TableName | undefined, name: Name | undefined): string {
  const of = table === undefined ? '' : NAMES.tableRoot(table);
  return name === undefined ? of : `${of}\n${nameText(name)}`;
}

/** What a downgrade makes unique, by its table. */
const restoredIn = memoizeByObject((steps: readonly Step[]): ReadonlyMap<string, readonly Restored[]> => {
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
  /** What may have dropped it. */
  readonly keys: readonly string[];
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
  if (kind !== 'unique' && kind !== 'primary-key') return undefined;
  const { columns } = constraint;
  return columns && { keys: [keyOf(table, name)], isPartial: false, table, columns };
}

function restoredIndex(index: OperationOf<'create-index'>): Restored | undefined {
  const { table, name, unique, isPartial, columns } = index;
  if (unique !== true || name === undefined) return undefined;
  // The index of a constraint has its name.
  const keys = [keyOf(undefined, name), keyOf(table, name)];
  return columns && { keys, index, isPartial, table, columns };
}

/** A column that takes the name of another one holds other values. */
function isAnyNewlyNamed(
  steps: readonly Step[],
  { table, columns }: Pick<Restored, 'table' | 'columns'>,
): boolean {
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

function isOnNewColumn(step: UniqueStep, columns: readonly string[]): boolean {
  const fresh = newColumns(step, columns);
  if (fresh.some((column) => isOnNoRow(step, column))) return true;
  if (fresh.some((column) => countsRows(column.default) || isFilledApart(step, column))) return true;
  if (fresh.some((column) => wasAddedApart(step, column))) return true;
  const { operation } = step;
  // NULL is not the same as NULL, but a primary key takes none at all.
  const isKey = operation.kind === 'add-constraint' && operation.constraint.kind === 'primary-key';
  return !isKey && isEmptyColumn(step, columns);
}

/** Whether one of these columns is new, and nothing has been written into it. */
export function isEmptyColumn(step: UniqueStep, columns: readonly string[]): boolean {
  return newColumns(step, columns).some(
    (column) =>
      column.nullable === true &&
      [column.default, addedDefault(step, column)].every((preset) => preset?.kind === 'none') &&
      fillsOf(step, column).length === 0,
  );
}

/** Steps before it that may have written into the column. */
function fillsOf(
  { upgrade, index, operation: { table } }: UniqueStep,
  { name }: ColumnState,
): readonly Step[] {
  const key = tableKey(table);
  const place = { table, column: name, text: upgrade.text };
  return rowChangesWithin(upgrade.steps, table, { from: 0, to: index }).filter((step) => {
    if (step.kind === 'unclear') return true;
    const isOnTable = step.operation.kind === 'change-rows' && tableKey(step.operation.table) === key;
    return isOnTable && mayWriteColumn(step, place);
  });
}

/** It was added NOT NULL without a default, which fails on any row; and no row has come since. */
function isOnNoRow(step: UniqueStep, { name }: ColumnState): boolean {
  const { upgrade, index, operation } = step;
  const added = additionOf(step, name);
  if (added === undefined || added.operation.ifNotExists !== false) return false;
  const { nullable, default: preset, primaryKey } = added.operation.column;
  if (nullable !== false || preset.kind !== 'none' || primaryKey !== false) return false;
  const later = rowChangesWithin(upgrade.steps, operation.table, { from: added.at, to: index });
  return !later.some((other) => mayAddRows(other, operation.table));
}

function newColumns(step: UniqueStep, columns: readonly string[]): readonly ColumnState[] {
  const { revision } = schemaAround(step.upgrade);
  const state = tableBefore(step, step.operation.table);
  return columns
    .flatMap((name) => state?.columns.get(name) ?? [])
    .filter(({ addedIn }) => addedIn === revision);
}

const MADE_UP = String.raw`\s*=\s*(?:\w+\.)*(?:gen_random_uuid|nextval|uuid_generate_v\d\w*)\s*\(`;

/** All that is ever written into it is another value for each row: `UPDATE orders SET code = gen_random_uuid()`. */
function isFilledApart(step: UniqueStep, column: ColumnState): boolean {
  const { text } = step.upgrade;
  const fills = fillsOf(step, column);
  const name = column.name.replaceAll(/\W/g, String.raw`\$&`);
  const isMadeUp = new RegExp(String.raw`\b${name}${MADE_UP}`, 'i');
  return fills.length > 0 && fills.every(({ start, end }) => isMadeUp.test(text.slice(start, end)));
}

/** The rows have their values by a default that it was added with, and that may be gone by now. */
function wasAddedApart(step: UniqueStep, column: ColumnState): boolean {
  const { upgrade, index, operation } = step;
  return (
    countsRows(addedDefault(step, column)) &&
    !mayChangeRowsWithin(upgrade.steps, operation.table, { from: 0, to: index })
  );
}

/** A default that is another one for each row. */
function countsRows(preset: ColumnDefault | undefined): boolean {
  if (preset?.kind === 'sql') return /uuid|nextval/i.test(preset.text);
  return preset?.kind === 'identity' || preset?.kind === 'sequence';
}

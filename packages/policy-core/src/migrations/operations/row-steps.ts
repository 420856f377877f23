import { memoizeByObject } from '../../model/memoize.ts';
import { tableKey, type TableName } from './name.ts';
import type { Step } from './operation.ts';
import { mayWriteColumn } from './rows-changed.ts';

/** Indexes of steps: from one on, and up to before the other. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Whether one of the steps of a stretch changes rows of the table, or may: as `mayChangeRows`, without asking each. */
export function mayChangeRowsWithin(
  steps: readonly Step[],
  table: TableName,
  { from, to }: Stretch,
): boolean {
  return lastRowChange(steps, table, to) >= from;
}

/** The last step before another that changes rows of the table, or may; -1 where there is none. */
export function lastRowChange(steps: readonly Step[], table: TableName, before: number): number {
  return Math.max(...listsFor(steps, table).map((list) => list[placeOf(list, before) - 1] ?? -1));
}

/** Steps of a stretch that change rows of the table, or may. */
export function rowChangesWithin(
  steps: readonly Step[],
  table: TableName,
  stretch: Stretch,
): readonly Step[] {
  return stepsAt(steps, listsFor(steps, table), stretch);
}

interface ColumnOfRows {
  readonly table: TableName;
  readonly column: string;
  readonly stretch: Stretch;
}

/** Steps of a stretch that may write into a column of these rows. */
export function columnWritesWithin(
  { steps, text }: { readonly steps: readonly Step[]; readonly text: string },
  { table, column, stretch }: ColumnOfRows,
): readonly Step[] {
  const workedOut = placesIn(steps).workedOut.get(column) ?? [];
  const may = stepsAt(steps, [...listsFor(steps, table), workedOut], stretch);
  return may.filter((step) => mayWriteColumn(step, { table, column, text }));
}

/** Each list in its order. */
interface RowPlaces {
  /** Of any table, for all that can be told. */
  readonly everywhere: readonly number[];
  readonly byTable: ReadonlyMap<string, readonly number[]>;
  /** By column, of whatever table: `ALTER COLUMN ... USING`. */
  readonly workedOut: ReadonlyMap<string, readonly number[]>;
}

/** Looked for once: every step of a dump asks. */
const placesIn = memoizeByObject((steps: readonly Step[]): RowPlaces => {
  const everywhere: number[] = [];
  const byTable = new Map<string, number[]>();
  const workedOut = new Map<string, number[]>();
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'unclear') everywhere.push(index);
    else if (step.operation.kind === 'change-rows') {
      const key = tableKey(step.operation.table);
      if (key === undefined) everywhere.push(index);
      else put(byTable, key, index);
    } else if (step.operation.kind === 'alter-column' && step.operation.using !== undefined)
      put(workedOut, step.operation.column.text, index);
  }
  return { everywhere, byTable, workedOut };
});

function put(places: Map<string, number[]>, key: string, index: number): void {
  const there = places.get(key);
  if (there === undefined) places.set(key, [index]);
  else there.push(index);
}

function listsFor(steps: readonly Step[], table: TableName): readonly (readonly number[])[] {
  const { everywhere, byTable } = placesIn(steps);
  const key = tableKey(table);
  return [everywhere, (key === undefined ? undefined : byTable.get(key)) ?? []];
}

function stepsAt(
  steps: readonly Step[],
  lists: readonly (readonly number[])[],
  { from, to }: Stretch,
): readonly Step[] {
  const places = lists.flatMap((list) => list.slice(placeOf(list, from), placeOf(list, to)));
  return places.toSorted((one, other) => one - other).flatMap((index) => steps[index] ?? []);
}

/** How many of a list in order lie before it. */
function placeOf(list: readonly number[], index: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? index) < index) low = middle + 1;
    else high = middle;
  }
  return low;
}

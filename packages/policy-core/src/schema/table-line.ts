import type { TableName } from '../migrations/name.ts';
import type { ColumnState, ConstraintState, IndexState, TableState } from './schema-history.ts';
import { latest, newTimeline, setFrom, timelineOf, valueAt, type Timeline } from './timeline.ts';

/**
 * The life of one table from where it is made, or first heard of. What changes gets a new value from that
 * position on, and all else is shared: a state is put together when somebody asks for it.
 */
export interface TableLine {
  readonly born: number;
  readonly createdIn: string | undefined;
  /** `undefined` once it is dropped. */
  readonly heads: Timeline<TableHead | undefined>;
  readonly columns: Parts<ColumnState>;
  readonly constraints: Parts<ConstraintState>;
  readonly indexes: Parts<IndexState>;
}

interface TableHead {
  readonly table: TableName;
  readonly isWhole: boolean;
}

/** By name; what has none known has a key of its own. */
export type Parts<State> = Map<string, Timeline<State | undefined>>;

export function newLine(
  head: TableHead,
  { born, createdIn }: Pick<TableLine, 'born' | 'createdIn'>,
): TableLine {
  const heads = newTimeline<TableHead | undefined>();
  setFrom(heads, born, head);
  return { born, createdIn, heads, columns: new Map(), constraints: new Map(), indexes: new Map() };
}

/** From `at` on not every column is known. */
export function blurLine({ heads }: TableLine, at: number): void {
  const head = latest(heads);
  if (head?.isWhole === true) setFrom(heads, at, { ...head, isWhole: false });
}

/** Sets what a part is from `at` on; `undefined` takes it away. */
export function setPart<State>(
  parts: Parts<State>,
  { key, at }: { readonly key: string; readonly at: number },
  state: State | undefined,
): void {
  if (state !== undefined || parts.has(key)) setFrom(timelineOf(parts, key), at, state);
}

/** What there is now. */
export function partNow<State>(parts: Parts<State>, key: string): State | undefined {
  const timeline = parts.get(key);
  return timeline && latest(timeline);
}

/** All there is now, with the keys. */
export function partsNow<State>(parts: Parts<State>): readonly (readonly [string, State])[] {
  return [...parts].flatMap(([key, timeline]) => {
    const state = latest(timeline);
    return state === undefined ? [] : [[key, state] as const];
  });
}

/** Whether one more can be followed: no table has nearly as many, but for one that is made to take long. */
export function hasRoom(parts: Parts<ConstraintState> | Parts<IndexState>, key: string): boolean {
  return parts.size < MOST_PARTS || parts.has(key);
}

/** First heard of when it is changed. */
export function unknownColumn(name: string): ColumnState {
  return { name, type: undefined, nullable: undefined, default: undefined, addedIn: undefined };
}

/** `undefined` where it was not made yet, or is dropped. @param blurred where last no table was whole */
export function stateAt(
  line: TableLine,
  position: number,
  blurred: number | undefined,
): TableState | undefined {
  const head = valueAt(line.heads, position);
  if (head === undefined) return undefined;
  const columns = columnsAt(line.columns, position);
  const constraintsAt = once(() => partsAt(line.constraints, position));
  const indexesAt = once(() => partsAt(line.indexes, position));
  return {
    table: head.table,
    createdIn: line.createdIn,
    isWhole: head.isWhole && (blurred === undefined || blurred < line.born),
    columns,
    get constraints() {
      return constraintsAt();
    },
    get indexes() {
      return indexesAt();
    },
  };
}

const MOST_PARTS = 256;

/** Looks a single column up without putting all of them together. */
function columnsAt(parts: Parts<ColumnState>, position: number): ReadonlyMap<string, ColumnState> {
  const all = once(() => new Map(partsAt(parts, position).map((column) => [column.name, column])));
  const get = (name: string): ColumnState | undefined => {
    const timeline = parts.get(name);
    return timeline && valueAt(timeline, position);
  };
  return {
    get,
    has: (name) => get(name) !== undefined,
    get size() {
      return all().size;
    },
    forEach: (call) => all().forEach(call),
    entries: () => all().entries(),
    keys: () => all().keys(),
    values: () => all().values(),
    [Symbol.iterator]: () => all().entries(),
  };
}

function partsAt<State>(parts: Parts<State>, position: number): readonly State[] {
  return [...parts.values()].flatMap((timeline) => valueAt(timeline, position) ?? []);
}

function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

import type { ColumnState, ConstraintState, IndexState } from './schema-history.ts';
import { latest, newVersioned, setFrom, type Changes, type Versioned } from '../../model/versioned.ts';

/**
 * The life of one table from where it is made, or first heard of. What changes gets a new value from that
 * position on, and all else is shared: a state is put together when somebody asks for it.
 */
export interface TableTimeline {
  readonly born: number;
  readonly createdIn: string | undefined;
  /** As in its state: a table stays so as long as it lives. */
  readonly isPartitioned?: true;
  readonly columns: Parts<ColumnState>;
  readonly constraints: Parts<ConstraintState>;
  readonly indexes: Parts<IndexState>;
}

/** By name; what has none known has a key of its own. */
export type Parts<State> = Versioned<string, State | undefined>;

export function newTimeline(
  { born, createdIn, isPartitioned }: Pick<TableTimeline, 'born' | 'createdIn' | 'isPartitioned'>,
  changes: Changes,
): TableTimeline {
  return {
    born,
    createdIn,
    ...(isPartitioned && { isPartitioned }),
    columns: newVersioned(changes),
    constraints: newVersioned(changes),
    indexes: newVersioned(changes),
  };
}

/** Sets what a part is from `at` on; `undefined` takes it away. */
export function setPart<State>(
  parts: Parts<State>,
  place: { readonly key: string; readonly at: number },
  state: State | undefined,
): void {
  if (state !== undefined || latest(parts, place.key) !== undefined) setFrom(parts, place, state);
}

/** A key for a part whose name is not known. */
export function namelessKey(parts: Parts<ConstraintState> | Parts<IndexState>): string {
  return `\0${parts.newest.size}`;
}

/** Whether one more can be followed: no table has nearly as many, but for one that is made to take long. */
export function hasRoom({ newest }: Parts<ConstraintState> | Parts<IndexState>, key: string): boolean {
  return newest.size < MOST_PARTS || newest.has(key);
}

const MOST_PARTS = 256;

/** First heard of when it is changed. */
export function unknownColumnState(name: string): ColumnState {
  return { name, type: undefined, nullable: undefined, default: undefined, addedIn: undefined };
}

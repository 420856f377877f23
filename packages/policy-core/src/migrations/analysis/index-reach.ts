import { demandsIn, namesSpoken, oneSpelling } from '../sql/one-spelling.ts';

/** What an index is on, and the rows that it holds, as operations and states of the schema tell them. */
export interface IndexReach {
  /** `undefined` where one of them is an expression or is not known. */
  readonly columns: readonly string[] | undefined;
  /** Where one of them is an expression: all of them as they are written; left out where one is not written out. */
  readonly keys?: readonly string[];
  readonly isPartial: boolean;
  readonly where?: string;
}

/**
 * Whether rows that are the same for one index are the same for another one, which holds all rows of the first: where
 * the other is unique, nothing can be in the way of the first one.
 */
export function isCoveredBy(one: IndexReach, other: IndexReach): boolean {
  return isOnNoMore(other, one) && isOfRowsOf(one, other);
}

/** Whether an index is on no more than another one: on some of its keys, or what is worked out from its columns. */
export function isOnNoMore(index: Pick<IndexReach, 'columns' | 'keys'>, other: typeof index): boolean {
  const wanted = keysOf(other);
  const own = keysOf(index);
  if (wanted === undefined || own === undefined || own.length === 0) return false;
  return own.every((key) => wanted.includes(key) || isWorkedOutFrom(key, wanted));
}

/** Whether two indexes are on the same, in the same order, and hold the same rows; not where that is not known. */
export function isSameReach(one: IndexReach, other: IndexReach): boolean {
  const keys = keysOf(one);
  const isOnSame = keys !== undefined && keys.join('\n') === keysOf(other)?.join('\n');
  return isOnSame && isOfRowsOf(one, other) && isOfRowsOf(other, one);
}

/** Whether two indexes are the same but for their names and tables; not where more is written of one than is known here. */
export function isSameIndex(one: WholeIndex, other: WholeIndex): boolean {
  const isPlain = one.hasMore !== true && other.hasMore !== true;
  return isPlain && one.unique !== undefined && one.unique === other.unique && isSameReach(one, other);
}

interface WholeIndex extends IndexReach {
  readonly unique: boolean | undefined;
  readonly hasMore?: true;
}

/** A column is an expression, too. */
function keysOf({ columns, keys }: Pick<IndexReach, 'columns' | 'keys'>): readonly string[] | undefined {
  return columns ?? keys?.map(oneSpelling);
}

/** PostgreSQL lets an index only be on what is the same for the same columns. */
function isWorkedOutFrom(key: string, columns: readonly string[]): boolean {
  if (!key.includes('(')) return false;
  const names = namesSpoken(key);
  return names.length > 0 && names.every((name) => columns.includes(name));
}

/** Whether all rows of one index are rows of the other: it demands nothing that the first does not demand. */
function isOfRowsOf(one: IndexReach, other: IndexReach): boolean {
  if (!other.isPartial) return true;
  if (!one.isPartial || one.where === undefined || other.where === undefined) return false;
  const demands = demandsIn(one.where);
  return demandsIn(other.where).every((demand) => demands.includes(demand));
}

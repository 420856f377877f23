import type { LockMode } from '../operations/lock-mode.ts';
import type { TableName } from '../operations/name.ts';

/** What one operation costs those who work with the database at the same moment, and what may stop it. */
export interface StepEffects {
  /** Tables and views that are there before it, each once. In no order. */
  readonly relations: readonly RelationEffect[];
  /** Whether PostgreSQL refuses it inside a transaction block; `undefined` where only running it tells. */
  readonly refusedInTransaction: boolean | undefined;
  /** What rows that may be there can make it fail on. */
  readonly failures: readonly Failure[];
  /** What cannot be told of it: clauses that read well after "because". */
  readonly unknown: readonly string[];
}

export interface RelationEffect {
  readonly relation: TableName;
  /** The strongest; held until the transaction ends, whatever the work. */
  readonly lock: LockMode;
  /** The longest that is done to it while the lock is held. */
  readonly work: Work;
  /** Shorter work that is done to it as well, or may be; left out where there is none. The longest first. */
  readonly beside?: readonly Work[];
  readonly cause: Cause;
}

/** From the shortest to the longest. */
export const WORKS = ['catalog', 'emptied', 'sample', 'rows', 'unknown', 'scan', 'index', 'rewrite'] as const;

/**
 * `catalog`: a moment, however many rows there are. `emptied`: a moment, and all rows are gone. `sample`: some
 * rows are read, however many there are. `rows`: as many as
 * are changed. `scan`: every row is read. `index`: an index over every row is built. `rewrite`: every row is written
 * again, with every index. `unknown`: one of them, and it cannot be told which.
 */
export type Work = (typeof WORKS)[number];

/** All that is done to it, the longest first. */
export function worksOf({ work, beside = [] }: RelationEffect): readonly Work[] {
  return [work, ...beside];
}

/**
 * Why a relation is concerned: the statement names it; a foreign key leads to it or from it; it is a partition of
 * the one that is named, or that of which it is one; CASCADE takes it along; a query or a view reads it; a column
 * has the domain that changes; an index of it is named.
 */
export type Cause = 'named' | 'foreign-key' | 'partition' | 'cascade' | 'read' | 'domain' | 'index';

export type Failure = {
  readonly relation: TableName;
} & (
  | { readonly kind: 'nulls'; readonly column: string | undefined }
  /** There are rows, and nothing to put into the new column. */
  | { readonly kind: 'any-row'; readonly column: string }
  | { readonly kind: 'duplicates'; readonly columns: readonly string[] | undefined }
  /** Of a check, a foreign key or an exclusion. */
  | { readonly kind: 'violations' }
);

import type { Known } from '@lockkeeper/policy-core';
import type { DatabaseSight } from '@lockkeeper/policy-core/database';
import type { compareRows } from '@lockkeeper/policy-core/deployment';

/** Databases that are made to be thrown away. Only programs that act are ever given this. */
export interface ScratchDatabases {
  /** A name that no database has. */
  newName(): string;
  /**
   * Makes a database on the server of development, lets `work` use it, and drops it whatever comes of that. Unobserved,
   * with a clause, where it could not be made. Rejects with what `work` rejects with, once it is dropped.
   *
   * @param wanted `copy`: of development, with all its rows
   */
  use<T>(
    wanted: { readonly name: string; readonly from: 'nothing' | 'copy' },
    work: (scratch: ScratchDatabase) => Promise<T>,
  ): Promise<Known<{ readonly value: T; readonly isDropped: boolean }>>;
  /** Drops one that an earlier process left. False where it is not there, or somebody uses it. Never rejects. */
  dropLeft(name: string): Promise<boolean>;
}

/** How many rows tables have, and what is in them. */
export type CountedRows = Parameters<typeof compareRows>[0];

export interface ScratchDatabase {
  /** @param schemas `undefined`: the first one that the search path leads to. */
  look(schemas: readonly string[] | undefined): Promise<DatabaseSight>;
  /** Of every table of those schemas, but for those in which Alembic notes the revision. */
  countRows(): Promise<Known<CountedRows>>;
  /** Real Alembic on this database; a connection to any other ends it at once. */
  alembic(run: AlembicRun): Promise<AlembicOutcome>;
}

export interface AlembicRun {
  /** From the root of the repository. */
  readonly config: string;
  /** `undefined`: the one that goes without saying. */
  readonly section: string | undefined;
  readonly direction: 'upgrade' | 'downgrade';
  readonly revision: string;
}

export type AlembicOutcome =
  | { readonly kind: 'done' }
  /** `error` is the name of a class and nothing more: what errors say may hold an address. */
  | { readonly kind: 'failed'; readonly error: string | undefined }
  /** `reason` is a clause. */
  | { readonly kind: 'not-run'; readonly reason: string };

import type { ListedRevision } from './listed-revision.ts';
import type { MigrationLocks, StatementLock } from './migration-locks.ts';

/** What the revisions of one `alembic upgrade` lock. This is what `migrations locks FROM..TO --format json` gives. */
export interface RunLocks {
  readonly schema_version: 1;
  /** `alembic.ini`, `alembic.ini [billing]`, or the folder. */
  readonly environment: string;
  /** Major version of PostgreSQL. */
  readonly pg_version: number;
  /** Another database than PostgreSQL, such as `MySQL`, of which no lock is known; else left out. */
  readonly runs_on?: string;
  /** Where the database is before; `null` for one that is empty. */
  readonly from: string | null;
  readonly to: string;
  /** In the order of running; each as `migrations locks` tells it, but a table that one before it made is new. */
  readonly revisions: readonly RunRevision[];
  /** In the order of running. What runs outside of a transaction is left out. */
  readonly transactions: readonly RunTransaction[];
}

export interface RunRevision extends Pick<MigrationLocks, 'problem' | 'upgrade' | 'statements'> {
  readonly revision: ListedRevision;
}

/** What others cannot have until it ends. */
export interface RunTransaction {
  /** Ids of the revisions that lock something in it. */
  readonly revisions: readonly string[];
  /** The strongest lock on each, in the order in which they are first taken. */
  readonly locks: readonly RunLock[];
}

export interface RunLock extends Pick<StatementLock, 'relation' | 'lock' | 'waits'> {
  /** The revision and the line that took it first, in whatever strength. */
  readonly since: { readonly revision: string; readonly line: number };
}

import type { Cause, Work } from '../effects/step-effects.ts';
import type { ExplainedDirection } from './migration-explanation.ts';
import type { ListedRevision } from './listed-revision.ts';

interface LockTable {
  readonly schema_version: 1;
  /** Major version of PostgreSQL. */
  readonly pg_version: number;
  /** Another database than PostgreSQL, such as `MySQL`, of which no lock is known; else left out. */
  readonly runs_on?: string;
  /** What is wrong with the file, as a clause; `null` where it was read. */
  readonly problem: string | null;
  /** In the order of running. */
  readonly statements: readonly LockingStatement[];
}

/** What the upgrade of one revision locks. This is what `migrations locks --format json` gives of one. */
export interface MigrationLocks extends LockTable {
  /** `alembic.ini`, `alembic.ini [billing]`, or the folder. */
  readonly environment: string;
  readonly revision: ListedRevision;
  /** What `upgrade()` is; `null` where the file was not read. */
  readonly upgrade: ExplainedDirection['kind'] | null;
}

/** What a file of SQL locks. This is what `migrations locks --format json` gives of one. */
export interface SqlFileLocks extends LockTable {
  readonly file: {
    readonly path: string;
    /** How many migrations its tool runs before it; `null` where no version says what comes first. */
    readonly earlier: number | null;
    /** The last of them; `null` where there is none, or nobody can tell. */
    readonly runs_after: string | null;
  };
}

export interface LockingStatement {
  /** A clause that reads well after "it": `adds the column orders.total (integer, nullable)`. */
  readonly text: string;
  /** The kind of operation, or `unclear`. */
  readonly kind: string;
  /** From 1. */
  readonly line: number;
  /** `false` under a condition, in a loop, or where nothing seems to call it. */
  readonly is_certain: boolean;
  /** `null` where nothing tells. */
  readonly in_transaction: boolean | null;
  /** Whether PostgreSQL refuses it in a transaction; `null` where nothing tells. */
  readonly refused_in_transaction: boolean | null;
  /** Tables and views that are there before it: those it names first. */
  readonly locks: readonly StatementLock[];
  /** Clauses that read well after "it may fail where". */
  readonly may_fail: readonly string[];
  /** Clauses that read well after "because". */
  readonly unknown: readonly string[];
}

export interface StatementLock {
  readonly relation: string;
  /** As PostgreSQL's manual writes it: `ACCESS EXCLUSIVE`. Held until the transaction ends. */
  readonly lock: string;
  readonly work: Work;
  readonly cause: Cause;
  readonly waits: 'readers-and-writers' | 'writers' | 'nobody';
  /** The same migration made it before, so that nobody else knows it. */
  readonly is_new: boolean;
}

import type { AuditDifference } from '../database-audit.ts';

/** What stamping a database would do, before anything is done. `db stamp --format json` gives this with an `outcome`. */
export interface StampPlan {
  readonly schema_version: 1;
  /**
   * `stamp`: it may be done. `nothing-to-do`: Alembic tracks the database from the baseline on. `refused`: it must not be done.
   * `undetermined`: something that has to be known first could not be seen.
   */
  readonly decision: 'stamp' | 'nothing-to-do' | 'refused' | 'undetermined';
  /** Name of the variable that leads to the database. */
  readonly variable: string;
  /** `null`: it was not seen. */
  readonly database: StampedDatabase | null;
  /** The revision that it is stamped at; `null` where that cannot be told. */
  readonly revision: string | null;
  /** Where the migrations end; `null` where that cannot be told. */
  readonly head: string | null;
  /** The table in which Alembic notes where it is; `null` where that cannot be told. */
  readonly version_table: { readonly schema: string; readonly name: string } | null;
  /** Its rows now; empty where it is there without any, `null` where it is not there or cannot be read. */
  readonly versions: readonly string[] | null;
  /** Revisions from the stamped one to the head, which `alembic upgrade head` will run. */
  readonly pending: readonly string[];
  /** Who read them: Alembic itself wrote the SQL of them, or Lockkeeper read the files; `null`: there are none, or nobody did. */
  readonly pending_read_by: 'alembic' | 'lockkeeper' | null;
  /** Why Alembic itself was not asked, as a clause; `null`: it was. */
  readonly alembic_unasked: string | null;
  /** The statements, in one transaction; empty unless it may be done. */
  readonly statements: readonly string[];
  readonly reasons: readonly StampReason[];
  /** Where the database is not what the migrations up to the revision make. */
  readonly differences: readonly AuditDifference[];
  /** What to do instead, one sentence or more for each step. */
  readonly next_steps: readonly string[];
}

export interface StampedDatabase {
  readonly name: string;
  readonly user: string;
  readonly host: string;
  readonly server_version: string;
  readonly tables: number;
  readonly fingerprint: string;
}

export interface StampReason {
  readonly kind: StampReasonKind;
  /** A sentence. */
  readonly text: string;
}

/** The first six leave it open whether it may be done. */
export const STAMP_REASONS = [
  'not-seen',
  'migrations-unread',
  'version-unreadable',
  'version-table-unknown',
  'schema-unknown',
  'not-judged',
  'no-migrations',
  'baseline-unnamed',
  'revision-unknown',
  'revision-unusable',
  'several-heads',
  'unexpected-version',
  'version-elsewhere',
  'no-schema',
  'no-tables',
  'schema-differs',
  'already-made',
  'not-there',
  'destructive',
] as const;

export type StampReasonKind = (typeof STAMP_REASONS)[number];

const OPEN: ReadonlySet<StampReasonKind> = new Set(STAMP_REASONS.slice(0, 6));

/** Whether only something unseen stands against it, and nothing that was seen. */
export function isOpen({ kind }: StampReason): boolean {
  return OPEN.has(kind);
}

import type { PartKind, UnseenKind } from './seen-database.ts';
import type { Tracking } from './version-tracking.ts';

/** Whether development and production are alike and tracked. This is what `db audit --format json` gives. */
export interface DatabaseAudit {
  readonly schema_version: 1;
  /** `undetermined`: something needed could not be seen, and nothing that was seen stands against it. */
  readonly verdict: 'pass' | 'fail' | 'undetermined';
  /** `null` where the verdict is undetermined. */
  readonly diagnosis: Diagnosis | null;
  readonly development: AuditedDatabase;
  readonly production: AuditedDatabase;
  /** How many tables more one of them has; `null` where one was not seen. */
  readonly distance: number | null;
  /** What one has and the other has not, or has otherwise; `null` where one was not seen. */
  readonly differences: readonly AuditDifference[] | null;
  /** Revisions that development has and production has not, in their order; `null` where that cannot be told. */
  readonly pending: readonly string[] | null;
  /** Why the diagnosis is what it is; empty where it is `✅ OK`. */
  readonly reasons: readonly AuditReason[];
  /** Kinds of things that a database may have and nobody looked at: alike means but for these. */
  readonly not_compared: readonly string[];
  /** What to do next, one step each. */
  readonly next_steps: readonly string[];
}

export const NOT_COMPARED: readonly string[] = [
  'owners',
  'grants',
  'default privileges',
  'comments',
  'storage parameters of tables',
  'collations',
  'casts',
  'operators',
  'text search configurations',
  'extended statistics',
  'event triggers',
  'publications',
  'subscriptions',
  'foreign servers',
  'what an extension made',
];

export const DIAGNOSES = { ok: '✅ OK', mismatch: '⚠️ MISMATCH', missing: '❌ MISSING' } as const;

export type Diagnosis = (typeof DIAGNOSES)[keyof typeof DIAGNOSES];

export type DatabaseRole = 'development' | 'production';

export type AuditedDatabase = SeenAudited | UnseenAudited;

export interface SeenAudited {
  readonly seen: true;
  readonly role: DatabaseRole;
  /** Name of the variable that leads to it. */
  readonly variable: string;
  readonly database: string;
  readonly user: string;
  readonly host: string;
  readonly server_version: string;
  readonly encoding: string;
  readonly search_path: string;
  readonly schemas: readonly string[];
  /** Without the bookkeeping of Alembic. */
  readonly tables: readonly string[];
  /** How many parts of each kind there are; kinds of which there is none are left out. */
  readonly counts: Readonly<Partial<Record<PartKind, number>>>;
  readonly fingerprint: string;
  readonly tracking: Tracking['kind'];
  /** In which schema `alembic_version` lies; `null` where there is none, or it is in several. */
  readonly tracking_schema: string | null;
  /** `null`: not known. */
  readonly versions: readonly string[] | null;
  /** Where it is not what its migrations make; `null`: they cannot tell. */
  readonly drift: readonly AuditDifference[] | null;
  /** Why they cannot tell, as a clause. */
  readonly drift_unknown: string | null;
}

export interface UnseenAudited {
  readonly seen: false;
  readonly role: DatabaseRole;
  readonly variable: string;
  readonly state: UnseenKind;
  /** A clause. */
  readonly reason: string;
}

export interface AuditDifference {
  readonly kind: PartKind;
  /** The table or view it belongs to. */
  readonly on: string | null;
  readonly name: string;
  /** `migrations` where a database is compared with what its migrations make, and `database` is that one. */
  readonly only_in: DatabaseRole | 'migrations' | 'database' | null;
  /** What is not alike, where both have it; `null` where one of them has no such thing. */
  readonly aspects: readonly {
    readonly aspect: string;
    readonly first: string | null;
    readonly second: string | null;
  }[];
  /** A sentence. */
  readonly text: string;
}

export type AuditReasonKind = (typeof AUDIT_REASONS)[number];

/** The first three leave the verdict open. */
export const AUDIT_REASONS = [
  'not-seen',
  'same-database',
  'version-unreadable',
  'production-untracked',
  'development-untracked',
  'version-elsewhere',
  'version-empty',
  'several-versions',
  'version-differs',
  'version-unknown',
  'schema-missing',
  'no-tables',
  'schema-differs',
  'drift',
] as const;

export interface AuditReason {
  readonly kind: AuditReasonKind;
  /** `null`: it is about both. */
  readonly role: DatabaseRole | null;
  /** A sentence. */
  readonly text: string;
}

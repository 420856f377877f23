import type { Known } from '../model/known.ts';

/** What was seen of one PostgreSQL database at one moment. Nothing in it tells how to get in. */
export interface SeenDatabase {
  readonly name: string;
  /** Who looked, as the database calls them. */
  readonly user: string;
  /** `db.example.com:5432`, or the folder of a socket. */
  readonly host: string;
  /** Such as `15.18`. */
  readonly serverVersion: string;
  /** Such as `UTF8`. */
  readonly encoding: string;
  /** As it is set: `"$user", public`. */
  readonly searchPath: string;
  /** Those of the search path that are there, in its order, without PostgreSQL's own. */
  readonly visibleSchemas: readonly string[];
  /** Those that were looked into. */
  readonly schemas: readonly string[];
  /** Equal for two connections that lead to the same database of the same running server. */
  readonly identity: string;
  readonly parts: readonly SchemaPart[];
  /** Every table in which Alembic may note where it is, in whichever schema. */
  readonly versionTables: readonly VersionTable[];
}

/** In the order in which they are told. */
export const PART_KINDS = [
  'schema',
  'extension',
  'enum',
  'domain',
  'type',
  'sequence',
  'function',
  'table',
  'view',
  'materialized view',
  'column',
  'constraint',
  'index',
  'trigger',
  'policy',
  'rule',
] as const;

export type PartKind = (typeof PART_KINDS)[number];

/** One thing in a schema. No two parts share kind, `on` and name. */
export interface SchemaPart {
  readonly kind: PartKind;
  /** The table or view that it belongs to; left out for what stands alone. */
  readonly on?: string;
  /** With its schema where that is not `public`, unless it belongs to a table. */
  readonly name: string;
  /** All that makes it what it is, such as `type` and `nullable`, as PostgreSQL writes it. */
  readonly is: Readonly<Record<string, string>>;
}

export interface VersionTable {
  readonly schema: string;
  /** One for each row. */
  readonly versions: Known<readonly string[]>;
}

/** Why nothing was seen. `reason` is a clause. */
export interface UnseenDatabase {
  readonly kind: UnseenKind;
  readonly reason: string;
}

/**
 * `unset`: the variable is. `unusable-address`: it holds none. `refused`: it says who may not come in.
 * `slow`: it answered too late. `lost`: it went away meanwhile.
 */
export type UnseenKind =
  | 'unset'
  | 'unusable-address'
  | 'unreachable'
  | 'refused'
  | 'slow'
  | 'lost'
  | 'failed';

export type DatabaseSight =
  | { readonly kind: 'seen'; readonly database: SeenDatabase }
  | { readonly kind: 'unseen'; readonly why: UnseenDatabase };

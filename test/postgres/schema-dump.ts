import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Client } from 'pg';

/** What the schemas of a database hold, as PostgreSQL writes it. Names of the schema `public` stand alone. */
export interface SchemaDump {
  readonly schemas: readonly string[];
  readonly tables: Readonly<Record<string, TableDump>>;
  /** The query of each. */
  readonly views: Readonly<Record<string, string>>;
  readonly sequences: Readonly<Record<string, SequenceDump>>;
  /** The labels of each, in their order. */
  readonly enums: Readonly<Record<string, readonly string[]>>;
  /** The type that each stands for. */
  readonly domains: Readonly<Record<string, string>>;
  /** The body of each, by name and types; those of extensions are left out. */
  readonly functions: Readonly<Record<string, string>>;
}

/** Definitions by name. */
export interface TableDump {
  /** `u` for an unlogged table; left out for a usual one. */
  readonly persistence?: string;
  readonly rowSecurity?: true;
  readonly comment?: string;
  readonly columns: Readonly<Record<string, ColumnDump>>;
  readonly constraints: Readonly<Record<string, string>>;
  readonly indexes: Readonly<Record<string, string>>;
  readonly triggers: Readonly<Record<string, string>>;
}

export interface ColumnDump {
  /** Such as `character varying(40)`. */
  readonly type: string;
  readonly nullable: boolean;
  readonly default?: string;
  /** `a`: always; `d`: by default. */
  readonly identity?: string;
  /** `s`: stored. */
  readonly generated?: string;
  /** Only where it is not that of the type. */
  readonly collation?: string;
  readonly comment?: string;
}

export interface SequenceDump {
  readonly type: string;
  readonly start: number;
  readonly increment: number;
  /** `table.column`. */
  readonly ownedBy?: string;
}

const QUERY = readFileSync(path.join(import.meta.dirname, 'schema-dump.sql'), 'utf8');

/** The table in which Alembic notes where it is. */
const BOOKKEEPING = ['alembic_version', 'alembic_version_pkc'];

/** @param without names of relations that are left out; by default the bookkeeping of Alembic */
export async function dumpSchema(
  client: Client,
  without: readonly string[] = BOOKKEEPING,
): Promise<SchemaDump> {
  const { rows } = await client.query<{ readonly dump: SchemaDump }>(QUERY, [without]);
  const [row] = rows;
  if (row === undefined) throw new Error('PostgreSQL told nothing of its schemas.');
  return row.dump;
}

import type { SeenDatabase } from '@lockkeeper/policy-core/database';
import type { Client } from 'pg';

import { queryAll } from './query-all.ts';
import { beginning, CATALOG_NAMES, catalogQueries, VERSION_TABLE } from './catalog-queries.ts';
import type { CatalogRows, SessionRow } from './catalog-rows.ts';
import { readVersions } from './read-versions.ts';
import { schemaParts } from './schema-parts.ts';

export interface DatabaseReadOptions {
  /** For people. */
  readonly host: string;
  /** `undefined`: the first one that the search path leads to. */
  readonly schemas: readonly string[] | undefined;
  /** Where Alembic notes the revision; left out, `alembic_version`. */
  readonly versionTable?: string | undefined;
  /** For one query. */
  readonly queryMs: number;
}

/** Sees all of a database at one moment, and changes nothing. Rejects with the error of pg. */
export async function readDatabase(client: Client, looking: DatabaseReadOptions): Promise<SeenDatabase> {
  const [seen] = await queryAll<SessionRow>(client, beginning(looking));
  if (seen === undefined) throw new Error('PostgreSQL told nothing of the session.');
  const schemas = schemasFor(seen, looking.schemas);
  const documents = await queryAll<unknown>(client, catalogQueries([...schemas.keys()], looking));
  return seenDatabase({ seen, schemas, rows: rowsIn(documents), client }, looking);
}

interface Read {
  readonly seen: SessionRow;
  readonly schemas: ReadonlyMap<number, string>;
  readonly rows: CatalogRows;
  readonly client: Client;
}

async function seenDatabase(
  { seen, schemas, rows, client }: Read,
  looking: DatabaseReadOptions,
): Promise<SeenDatabase> {
  const versionTables = await readVersions(client, {
    tables: rows.versionTables,
    name: looking.versionTable ?? VERSION_TABLE,
    user: seen.user,
  });
  await client.query('ROLLBACK');
  return {
    name: seen.name,
    user: seen.user,
    host: looking.host,
    // Debian says more behind it.
    serverVersion: seen.version.replace(/ .*/, ''),
    encoding: seen.encoding,
    searchPath: seen.searchPath,
    visibleSchemas: seen.visible,
    schemas: [...schemas.values()],
    identity: seen.identity,
    parts: schemaParts(rows, schemas),
    versionTables,
  };
}

function rowsIn(documents: readonly unknown[]): CatalogRows {
  const rows: unknown = Object.fromEntries(CATALOG_NAMES.map((name, index) => [name, documents[index]]));
  // Our own queries have put them together.
  return rows as CatalogRows;
}

/** Names by oid. Where the search path leads to no schema there may be one called `public` all the same. */
function schemasFor(
  { schemas, visible }: SessionRow,
  wanted: readonly string[] | undefined,
): ReadonlyMap<number, string> {
  const names = wanted ?? [visible[0] ?? 'public'];
  return new Map((schemas ?? []).filter(([, name]) => names.includes(name)));
}

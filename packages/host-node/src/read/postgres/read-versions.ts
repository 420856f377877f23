import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { SeenDatabase } from '@lockkeeper/policy-core/database';
import type { Client } from 'pg';

import { errorCode } from '../../system/error-code.ts';
import { queryAll } from './query-all.ts';
import type { CatalogRows } from './catalog-rows.ts';

/** A history has one head, or a few: more rows are read by nobody. */
const MOST_ROWS = 100;

/** What the tables say in which Alembic notes where it is. Rejects only where the connection is lost. */
export async function readVersions(
  client: Client,
  {
    tables,
    name,
    user,
  }: {
    readonly tables: CatalogRows['versionTables'];
    readonly name: string;
    readonly user: string;
  },
): Promise<SeenDatabase['versionTables']> {
  const read: SeenDatabase['versionTables'][number][] = [];
  for (const [schema, mayBeRead] of tables) {
    const versions = mayBeRead
      ? await readOne(client, schema, name)
      : unobserved(`${user} may not read ${name} in ${schema}`);
    read.push({ schema, versions });
  }
  return read;
}

/** A failed query must not end the transaction, which others are still read in. */
async function readOne(client: Client, schema: string, name: string): Promise<Known<readonly string[]>> {
  const table = [schema, name].map((one) => `"${one.replaceAll('"', '""')}"`).join('.');
  const rows = `SELECT version_num FROM ${table} LIMIT ${MOST_ROWS}`;
  await client.query('SAVEPOINT versions');
  try {
    const [versions = []] = await queryAll<readonly (string | null)[]>(client, [
      `SELECT encode(textsend(coalesce(json_agg(version_num::text), '[]')::text), 'base64') AS doc FROM (${rows}) v`,
    ]);
    const told = versions.filter((version) => version !== null);
    return told.length === versions.length
      ? observed(told)
      : unobserved(`${name} in ${schema} has a row without a revision`);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined || OF_CONNECTION.test(code)) throw error;
    await client.query('ROLLBACK TO SAVEPOINT versions');
    return unobserved(`${name} in ${schema} cannot be read (${code})`);
  }
}

const OF_CONNECTION = /^(?:57P|08|E)/;

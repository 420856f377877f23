import type { UnseenDatabase } from '@lockkeeper/policy-core/database';

import { closeConnection, connect, type ConnectionTimeouts } from './connect.ts';
import { connectionFailure } from './connection-failure.ts';
import type { Settings } from './settings.ts';

/** Where Alembic is in a database, and whether it is at work there. */
export type AlembicSight =
  | {
      readonly kind: 'seen';
      /** Name of the database. */
      readonly database: string;
      readonly identity: string;
      /** Sorted; `undefined`: the search path leads to no table in which it notes that. */
      readonly versions: readonly string[] | undefined;
      /** Sessions of the name that was asked for. */
      readonly sessions: number;
    }
  | { readonly kind: 'unseen'; readonly why: UnseenDatabase };

interface Asked {
  readonly patience: ConnectionTimeouts;
  /** SQL that gives the identity. */
  readonly identity: string;
  /** Name of sessions to look for. */
  readonly session: string;
}

/** Asks over a connection of its own, and changes nothing. Never rejects. */
export async function readAlembicPlace(
  settings: Settings,
  { patience, identity, session }: Asked,
): Promise<AlembicSight> {
  const connection = await connect(settings, patience);
  if (connection.kind === 'unseen') return connection;
  const { client, host } = connection;
  try {
    await client.query('BEGIN TRANSACTION READ ONLY');
    await client.query(`SET LOCAL statement_timeout = ${patience.queryMs}`);
    const { rows } = await client.query<{
      database: string;
      identity: string;
      sessions: number;
      table: unknown;
    }>(
      `SELECT current_database() AS database, ${identity} AS identity,
         to_regclass('alembic_version')::text AS "table",
         (SELECT count(*)::int FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = $1) AS sessions`,
      [session],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('PostgreSQL gave no row.');
    const { database, identity: found, sessions } = row;
    const versions = row.table === null ? undefined : await versionsIn(client);
    return { kind: 'seen', database, identity: found, versions, sessions };
  } catch (error) {
    const seconds = patience.queryMs / 1000;
    return { kind: 'unseen', why: connectionFailure(error, { ...settings, host, seconds }) };
  } finally {
    await closeConnection(client);
  }
}

async function versionsIn(
  client: Extract<Awaited<ReturnType<typeof connect>>, { kind: 'connected' }>['client'],
): Promise<readonly string[]> {
  const { rows } = await client.query<{ version_num: string }>('SELECT version_num FROM alembic_version');
  return rows.map(({ version_num }) => version_num).toSorted();
}

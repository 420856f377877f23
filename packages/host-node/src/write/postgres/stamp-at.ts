import type { StampOutcome, StampWanted } from '@lockkeeper/operations/ports';

import { errorCode } from '../../system/error-code.ts';
import { connect, closeConnection, type ConnectionTimeouts } from '../../read/postgres/connect.ts';
import type { Settings } from '../../read/postgres/settings.ts';
import type { FailedConnection } from '../../read/postgres/connection-failure.ts';
import { beginExclusive, lockHolder } from './advisory-lock.ts';
import type { ConnectedClient } from './connected-client.ts';
import { stampFailure } from './stamp-failure.ts';

/** Connects, stamps in one transaction, and lets go; looks again where nobody said how it ended. Never rejects. */
export async function stampAt(
  settings: Settings,
  wanted: StampWanted,
  patience: ConnectionTimeouts,
): Promise<StampOutcome> {
  const connection = await connect(settings, patience);
  if (connection.kind === 'unseen') return { kind: 'failed', reason: connection.why.reason };
  const { client, host } = connection;
  try {
    const place = { ...settings, host, seconds: patience.queryMs / 1000 };
    const outcome = await upToCommit(client, wanted, { place, queryMs: patience.queryMs });
    if (outcome !== undefined) return outcome;
    return (await isCommitted(client)) ? { kind: 'stamped' } : await lookAgain(settings, wanted, patience);
  } finally {
    await closeConnection(client);
  }
}

/** Everything up to the point of no return; `undefined` where only COMMIT is left. */
async function upToCommit(
  client: ConnectedClient,
  wanted: StampWanted,
  { place, queryMs }: { readonly place: FailedConnection; readonly queryMs: number },
): Promise<StampOutcome | undefined> {
  try {
    await beginExclusive(client, { purpose: 'stamp', waitMs: Math.ceil(queryMs / 2), queryMs });
    // Without COMMIT, whatever was begun ends with the connection.
    return (await isStamped(client, wanted)) ? undefined : { kind: 'changed' };
  } catch (error) {
    const failure = stampFailure(error, place);
    return failure === 'held' ? { kind: 'held', by: await holderOf(client) } : failure;
  }
}

async function isStamped(
  client: ConnectedClient,
  { table, statements, revision, seen }: StampWanted,
): Promise<boolean> {
  if (!isSame(await versionsNow(client, table), seen)) return false;
  // What was committed must stay, also where the database is set to answer before it is on the disk.
  await client.query(
    "SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'",
  );
  for (const statement of statements) await client.query(statement);
  return isSame(await versionsIn(client, table), [revision]);
}

/** Whether the server says so. Where no answer comes it may have done it, or do it later. */
async function isCommitted(client: ConnectedClient): Promise<boolean> {
  return await client.query('COMMIT').then(
    () => true,
    () => false,
  );
}

/** `null` where there is no such table. One that is there stays as it is until this transaction ends. */
async function versionsNow(client: ConnectedClient, table: string): Promise<readonly string[] | null> {
  const { rows } = await client.query<{ readonly there: boolean }>(
    'SELECT to_regclass($1) IS NOT NULL AS there',
    [table],
  );
  if (rows[0]?.there !== true) return null;
  await client.query(`LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`);
  return await versionsIn(client, table);
}

async function versionsIn(client: ConnectedClient, table: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ readonly version: string }>(
    `SELECT version_num::text AS version FROM ${table} LIMIT 100`,
  );
  return rows.map(({ version }) => version);
}

function isSame(one: readonly string[] | null, other: readonly string[] | null): boolean {
  return JSON.stringify(one?.toSorted()) === JSON.stringify(other?.toSorted());
}

/** Through another connection, so that only what is committed counts. What is not there may still come. */
async function lookAgain(
  settings: Settings,
  { table, revision }: StampWanted,
  patience: ConnectionTimeouts,
): Promise<StampOutcome> {
  const connection = await connect(settings, patience);
  if (connection.kind === 'unseen') return { kind: 'unknown', reason: connection.why.reason };
  const { client, host } = connection;
  try {
    return isSame(await versionsIn(client, table), [revision]) ? { kind: 'stamped' } : NOT_YET;
  } catch (error) {
    if (errorCode(error) === '42P01') return NOT_YET;
    return { kind: 'unknown', reason: `what ${host} holds now could not be read` };
  } finally {
    await closeConnection(client);
  }
}

const NOT_YET: StampOutcome = { kind: 'unknown', reason: 'its version table does not say so yet' };

async function holderOf(client: ConnectedClient): Promise<string> {
  try {
    await client.query('ROLLBACK');
    return (await lockHolder(client, 'stamp')) ?? UNNAMED;
  } catch {
    // Who may not look at other sessions is told no name.
    return UNNAMED;
  }
}

const UNNAMED = 'somebody else is stamping or migrating it';

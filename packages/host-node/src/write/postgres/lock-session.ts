import type {
  LockSession,
  OpenedSession,
  LockAttempt,
  AdvisoryKeyRequest,
} from '@lockkeeper/operations/ports';
import type { SeenSession } from '@lockkeeper/policy-core/deployment/lock';

import { errorCode } from '../../system/error-code.ts';
import { connect, closeConnection, type ConnectionTimeouts } from '../../read/postgres/connect.ts';
import type { Settings } from '../../read/postgres/settings.ts';
import { connectionFailure } from '../../read/postgres/connection-failure.ts';
import type { ConnectedClient } from './connected-client.ts';

/** Connects, and makes sure that it leads to a session of our own. Never rejects. */
export async function openLockSession(
  settings: Settings,
  patience: ConnectionTimeouts,
): Promise<OpenedSession> {
  const connection = await connect(settings, patience);
  if (connection.kind === 'unseen') return { kind: 'failed', reason: connection.why.reason };
  const { client, host } = connection;
  let isGone = false;
  const gone = new Promise<void>((resolve) => {
    client.once('end', () => {
      isGone = true;
      resolve();
    });
  });
  const reasonOf: ReasonOf = (error) =>
    isGone
      ? `the server at ${host} has ended the session`
      : connectionFailure(error, { ...settings, host, seconds: patience.queryMs / 1000 }).reason;
  try {
    const unfit = await whyUnfit(client, host);
    if (unfit === undefined) {
      await prepare(client);
      return { kind: 'open', session: sessionOf({ client, host, gone }, reasonOf) };
    }
    await closeConnection(client);
    return { kind: 'failed', reason: unfit };
  } catch (error) {
    await closeConnection(client);
    return { kind: 'failed', reason: reasonOf(error) };
  }
}

type ReasonOf = (error: unknown) => string;

/** A lock of another session than ours, or of another server, keeps nobody out. */
async function whyUnfit(client: ConnectedClient, host: string): Promise<string | undefined> {
  const { rows } = await client.query<{ readonly pid: number; readonly replica: boolean }>(
    'SELECT pg_backend_pid() AS pid, pg_is_in_recovery() AS replica',
  );
  const [row] = rows;
  if (row?.replica === true)
    return `${host} is a replica, whose locks keep nobody out of the server that it follows`;
  return row?.pid === announcedPid(client)
    ? undefined
    : `between here and the server at ${host} there is a pool of connections, which may give the session and its lock to somebody else; name a variable that leads to the server itself`;
}

/** Which session the server said that this is; a pool says a number of its own. */
function announcedPid(client: ConnectedClient): unknown {
  return 'processID' in client ? client.processID : undefined;
}

/** Idle sessions last, and those whose machine is gone end. Set are only those that this server knows. */
async function prepare(client: ConnectedClient): Promise<void> {
  const wanted = SETTINGS.map(([name, value]) => `('${name}', '${value}')`).join(', ');
  await client.query(
    `SELECT set_config(w.name, w.value, false) FROM (VALUES ${wanted}) w(name, value)
     WHERE EXISTS (SELECT FROM pg_catalog.pg_settings s WHERE s.name = w.name)`,
  );
  try {
    // Where the server is busy for somebody who was killed. Not known before 14, and not possible everywhere.
    await client.query('SET client_connection_check_interval = 1000');
  } catch (error) {
    if (!/^(?:42704|22023)$/.test(errorCode(error) ?? '')) throw error;
  }
}

/** In seconds, and of the last in number. A machine that is gone is so after a minute. */
const SETTINGS = [
  ['idle_session_timeout', '0'],
  ['tcp_keepalives_idle', '30'],
  ['tcp_keepalives_interval', '10'],
  ['tcp_keepalives_count', '3'],
] as const;

function sessionOf(
  { client, host, gone }: Pick<LockSession, 'host' | 'gone'> & { readonly client: ConnectedClient },
  reasonOf: ReasonOf,
): LockSession {
  return {
    host,
    gone,
    tryLock: async (wanted) => {
      try {
        return await tried(client, wanted);
      } catch (error) {
        return { kind: 'failed', reason: reasonOf(error) };
      }
    },
    say: async (note) => {
      try {
        await client.query(`SELECT 1 -- ${note.replaceAll(/[\r\n]/g, ' ')}`);
        return { kind: 'said' };
      } catch (error) {
        return { kind: 'lost', reason: reasonOf(error) };
      }
    },
    others: async (keyClass) => {
      try {
        return { kind: 'seen', sessions: await sessionsWith(client, keyClass) };
      } catch (error) {
        return { kind: 'failed', reason: reasonOf(error) };
      }
    },
    end: () => closeConnection(client),
  };
}

async function tried(
  client: ConnectedClient,
  { keyClass, key, name }: AdvisoryKeyRequest,
): Promise<LockAttempt> {
  await client.query("SELECT set_config('application_name', $1, false)", [name]);
  const { rows } = await client.query<{ readonly taken: boolean }>(
    'SELECT pg_try_advisory_lock($1, $2) AS taken',
    [keyClass, key],
  );
  if (rows[0]?.taken !== true)
    return { kind: 'held', by: (await sessionsWith(client, keyClass)).filter((one) => one.key === key) };
  return { kind: 'taken', token: await nextNumber(client) };
}

/** The number of a transaction of its own, which is greater than that of every transaction that was there before. */
async function nextNumber(client: ConnectedClient): Promise<number> {
  const { rows } = await client.query<{ readonly token: string }>('SELECT txid_current()::text AS token');
  return Number(rows[0]?.token);
}

async function sessionsWith(client: ConnectedClient, keyClass: number): Promise<readonly SeenSession[]> {
  const { rows } = await client.query<Omit<SeenSession, 'since'> & { readonly since: Date | null }>(
    `SELECT l.pid, a.usename::text AS user, a.backend_start AS since, l.objid::bigint::bit(32)::int AS key,
       coalesce(a.application_name, '') AS "applicationName", coalesce(a.query, '') AS query
     FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2 AND l.classid = $1::bigint::oid
       AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
     ORDER BY l.pid`,
    [keyClass],
  );
  return rows.map((row) => ({ ...row, since: row.since?.toISOString() ?? null }));
}

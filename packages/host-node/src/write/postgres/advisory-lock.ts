import { errorCode } from '../../system/error-code.ts';
import type { ConnectedClient } from './connected-client.ts';

/** What an advisory lock of ours is for. Each is one lock in each database. */
export const ADVISORY_LOCKS = { stamp: 1 } as const;

/** `lock` in ASCII: other programs have advisory locks of their own. */
const OURS = 0x6c_6f_63_6b;

/**
 * Opens a transaction that nobody else has open for the same purpose, and waits for it. The advisory lock ends with the
 * transaction: also where this process is killed, and where a pool hands each transaction to another session.
 *
 * Rejects with the error of pg; with `55P03` where somebody else has it for longer than `waitMs`, which is less than `queryMs`:
 * whoever waits for a lock is told of that.
 */
export async function beginExclusive(
  client: ConnectedClient,
  {
    purpose,
    waitMs,
    queryMs,
  }: { readonly purpose: keyof typeof ADVISORY_LOCKS; readonly waitMs: number; readonly queryMs: number },
): Promise<void> {
  await client.query(
    ['BEGIN ISOLATION LEVEL READ COMMITTED', `SET LOCAL lock_timeout = ${waitMs}`].join('; '),
  );
  await noticeWhoeverIsGone(client);
  await client.query(`SELECT pg_advisory_xact_lock(${OURS}, ${ADVISORY_LOCKS[purpose]})`);
  await client.query(`SET LOCAL statement_timeout = ${queryMs}`);
}

/**
 * A server that is busy for somebody who was killed notices it only when it has something to say, and keeps the lock
 * until then. From version 14 on it may be told to look every second; not everywhere.
 */
async function noticeWhoeverIsGone(client: ConnectedClient): Promise<void> {
  await client.query('SAVEPOINT noticing');
  try {
    await client.query('SET LOCAL client_connection_check_interval = 1000');
  } catch (error) {
    if (!/^(?:42704|22023)$/.test(errorCode(error) ?? '')) throw error;
    await client.query('ROLLBACK TO SAVEPOINT noticing');
  }
}

/** Who has it, as a clause; for a session in no transaction. */
export async function lockHolder(
  client: ConnectedClient,
  purpose: keyof typeof ADVISORY_LOCKS,
): Promise<string | undefined> {
  const { rows } = await client.query<{ readonly pid: number; readonly user: string; readonly since: Date }>(
    `SELECT a.pid, a.usename::text AS user, a.xact_start AS since
     FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
       AND l.classid = ${OURS} AND l.objid = ${ADVISORY_LOCKS[purpose]}
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  const [row] = rows;
  return row && `session ${row.pid} of ${row.user} has been at it since ${row.since.toISOString()}`;
}

import type { UnseenDatabase } from '@lockkeeper/policy-core/database';

import { errorCode } from '../../system/error-code.ts';
import { closeConnection, connect, type ConnectionTimeouts } from './connect.ts';
import { connectionFailure } from './connection-failure.ts';
import type { Settings } from './settings.ts';

export type FirstValue =
  /** `undefined`: there was no row. */
  | { readonly kind: 'seen'; readonly value: unknown }
  | { readonly kind: 'unseen'; readonly because: UnseenDatabase['kind'] }
  /** The server refused the query. The code is one of PostgreSQL. */
  | { readonly kind: 'refused'; readonly code: string };

/** What one query says first, in a transaction that can change nothing and that holds no second statement. Never rejects. */
export async function firstValue(
  settings: Settings,
  query: string,
  patience: ConnectionTimeouts,
): Promise<FirstValue> {
  const connection = await connect(settings, patience);
  if (connection.kind === 'unseen') return { kind: 'unseen', because: connection.why.kind };
  const { client, host } = connection;
  try {
    await client.query('BEGIN TRANSACTION READ ONLY');
    await client.query(`SET LOCAL statement_timeout = ${patience.queryMs}`);
    // The extended protocol takes one statement, so that nothing behind it leaves the transaction.
    const question = { text: query, queryMode: 'extended', rowMode: 'array' as const };
    const { rows } = await client.query<unknown[]>(question);
    return { kind: 'seen', value: rows[0]?.[0] };
  } catch (error) {
    const seconds = patience.queryMs / 1000;
    const { kind } = connectionFailure(error, { ...settings, host, seconds });
    const code = errorCode(error) ?? '';
    // A class of PostgreSQL that says nothing of the connection is about the query.
    return kind === 'failed' && /^[0-9A-Z]{5}$/.test(code)
      ? { kind: 'refused', code }
      : { kind: 'unseen', because: kind };
  } finally {
    await closeConnection(client);
  }
}

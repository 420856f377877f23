import type { DatabaseSight } from '@lockkeeper/policy-core/database';

import { connect, closeConnection, type ConnectionTimeouts } from './connect.ts';
import { readDatabase, type DatabaseReadOptions } from './read-database.ts';
import type { Settings } from './settings.ts';
import { connectionFailure } from './connection-failure.ts';

/** Connects, looks, and lets go. Never rejects. */
export async function observeDatabase(
  settings: Settings,
  {
    patience,
    ...wanted
  }: Pick<DatabaseReadOptions, 'schemas' | 'versionTable'> & { readonly patience: ConnectionTimeouts },
): Promise<DatabaseSight> {
  const connection = await connect(settings, patience);
  if (connection.kind === 'unseen') return connection;
  const { client, host } = connection;
  const { queryMs } = patience;
  try {
    return { kind: 'seen', database: await readDatabase(client, { host, ...wanted, queryMs }) };
  } catch (error) {
    return { kind: 'unseen', why: connectionFailure(error, { ...settings, host, seconds: queryMs / 1000 }) };
  } finally {
    await closeConnection(client);
  }
}

import type { DatabaseSight } from '@lockkeeper/policy-core';

import { connect, letGo, type Patience } from './connect.ts';
import { readDatabase, type Looking } from './read-database.ts';
import type { Settings } from './settings.ts';
import { whyUnseen } from './why-unseen.ts';

/** Connects, looks, and lets go. Never rejects. */
export async function lookAt(
  settings: Settings,
  { patience, ...wanted }: Pick<Looking, 'schemas' | 'versionTable'> & { readonly patience: Patience },
): Promise<DatabaseSight> {
  const connection = await connect(settings, patience);
  if (connection.kind === 'unseen') return connection;
  const { client, host } = connection;
  const { queryMs } = patience;
  try {
    return { kind: 'seen', database: await readDatabase(client, { host, ...wanted, queryMs }) };
  } catch (error) {
    return { kind: 'unseen', why: whyUnseen(error, { ...settings, host, seconds: queryMs / 1000 }) };
  } finally {
    await letGo(client);
  }
}

import {
  createDatabases,
  type DatabasesOptions,
} from '../../packages/host-node/src/read/postgres/create-databases.ts';
import type { DatabaseSight, SeenDatabase } from '../../packages/policy-core/src/database/seen-database.ts';

type Surroundings = Readonly<Record<string, string | undefined>>;

/** What an address leads to, with nothing of this machine around it. */
export function lookedAt(
  address: string,
  {
    env = {},
    schemas,
    ...options
  }: DatabasesOptions & { readonly env?: Surroundings; readonly schemas?: readonly string[] } = {},
): Promise<DatabaseSight> {
  const around = { HOME: '/nonexistent', ...env, DATABASE_URL: address };
  return createDatabases(around, options).look({ variable: 'DATABASE_URL', schemas });
}

/** The same where something is there to see. */
export async function seenAt(
  address: string,
  options: Parameters<typeof lookedAt>[1] = {},
): Promise<SeenDatabase> {
  const sight = await lookedAt(address, options);
  if (sight.kind === 'unseen') throw new Error(`${sight.why.kind}: ${sight.why.reason}`);
  return sight.database;
}

/** Where the socket of its server lies. */
export function folderOf({ url }: { readonly url: string }): string {
  return decodeURIComponent(url.replace(/.*[?]host=/, ''));
}

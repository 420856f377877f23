import path from 'node:path';

import type { World } from '../world.ts';

export interface CacheLocation {
  readonly folder: string;
  /** What another program made is never read. */
  readonly engine: string;
}

/** Where a program may keep what it can make again; `undefined` where nothing tells. */
export async function cacheLocation({
  env,
  installation,
}: Pick<World, 'env' | 'installation'>): Promise<CacheLocation | undefined> {
  const { cacheFolder, engineVersion } = await import('@lockkeeper/host-node/cache');
  const folder = cacheFolder({ env, platform: process.platform });
  const { wasm } = installation;
  const engine = engineVersion([wasm, path.dirname(wasm), path.join(wasm, '../chunks')]);
  return folder === undefined || engine === undefined ? undefined : { folder, engine };
}

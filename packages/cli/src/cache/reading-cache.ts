import type { ReadingStore } from '@lockkeeper/policy-core';

import { cacheLocation } from './cache-location.ts';
import { isKeptFor, type CacheRequest } from './kept-for.ts';
import type { World } from '../world.ts';

/** What was read of revisions in earlier runs. `undefined`: nothing is kept. */
export async function openReadingCache(
  world: Pick<World, 'env' | 'installation'>,
  request: CacheRequest,
): Promise<ReadingStore | undefined> {
  if (!isKeptFor(request, world)) return undefined;
  const place = await cacheLocation(world);
  if (place === undefined) return undefined;
  const { createReadingStore } = await import('@lockkeeper/host-node/cache');
  return createReadingStore(place);
}

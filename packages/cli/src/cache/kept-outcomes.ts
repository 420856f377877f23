import type { OutcomeStore } from '@lockkeeper/operations/ports';

import type { World } from '../world.ts';
import { cacheLocation } from './cache-location.ts';
import { isKeptFor, type CacheRequest } from './kept-for.ts';

/** What rules said in earlier runs. `undefined`: nothing is kept. */
export async function openKeptOutcomes(
  world: Pick<World, 'env' | 'installation'>,
  request: CacheRequest,
): Promise<OutcomeStore | undefined> {
  if (!isKeptFor(request, world)) return undefined;
  const place = await cacheLocation(world);
  if (place === undefined) return undefined;
  const { createOutcomeStore } = await import('@lockkeeper/host-node/cache');
  return createOutcomeStore(place);
}

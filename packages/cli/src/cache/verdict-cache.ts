import type { VerdictStore } from '@lockkeeper/operations/ports';

import { cacheLocation } from './cache-location.ts';
import type { CacheRequest } from './reading-cache.ts';
import { defaultStage } from '../command-line/options.ts';
import type { World } from '../world.ts';

/**
 * What was judged in earlier runs, for a person who runs the program again. Where a verdict has to be proved it is
 * not even read, and not by a hook either: whoever it watches could have written it. `undefined`: nothing is kept.
 */
export async function openVerdictCache(
  { env, installation }: Pick<World, 'env' | 'installation'>,
  { stage, cache }: CacheRequest,
): Promise<VerdictStore | undefined> {
  if (!cache || stage !== 'local' || defaultStage(env) !== 'local') return undefined;
  const place = await cacheLocation({ env, installation });
  if (place === undefined) return undefined;
  const { createVerdictStore } = await import('@lockkeeper/host-node/cache');
  return createVerdictStore(place);
}

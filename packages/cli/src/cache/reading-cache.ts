import type { ReadingStore, Stage } from '@lockkeeper/policy-core';

import { cacheLocation } from './cache-location.ts';
import { defaultStage } from '../command-line/options.ts';
import type { World } from '../world.ts';

export interface CacheRequest {
  readonly stage: Stage;
  /** `false`: nobody wants it. */
  readonly cache: boolean;
}

/**
 * What was read of revisions in earlier runs. At home it saves time; where a verdict has to be proved, nothing
 * counts that an earlier program left behind, so that there it is not even read. `undefined`: nothing is kept.
 */
export async function openReadingCache(
  { env, installation }: Pick<World, 'env' | 'installation'>,
  { stage, cache }: CacheRequest,
): Promise<ReadingStore | undefined> {
  const isTrusted = (stage === 'local' || stage === 'hook') && defaultStage(env) === 'local';
  if (!cache || !isTrusted) return undefined;
  const place = await cacheLocation({ env, installation });
  if (place === undefined) return undefined;
  const { createReadingStore } = await import('@lockkeeper/host-node/cache');
  return createReadingStore(place);
}

import type { VerdictStore } from '@lockkeeper/operations/ports';

import { cachePlace } from './cache-place.ts';
import type { Keeping } from './kept-readings.ts';
import { defaultStage } from '../command-line/options.ts';
import type { World } from '../world.ts';

/**
 * What was judged in earlier runs, for a person who runs the program again. Where a verdict has to be proved it is
 * not even read, and not by a hook either: whoever it watches could have written it. `undefined`: nothing is kept.
 */
export async function keptVerdicts(
  { env, installation }: Pick<World, 'env' | 'installation'>,
  { stage, cache }: Keeping,
): Promise<VerdictStore | undefined> {
  if (!cache || stage !== 'local' || defaultStage(env) !== 'local') return undefined;
  const place = await cachePlace({ env, installation });
  if (place === undefined) return undefined;
  const { createVerdictStore } = await import('@lockkeeper/host-node/cache');
  return createVerdictStore(place);
}

import type { Stage } from '@lockkeeper/policy-core';

import { defaultStage } from '../command-line/options.ts';
import type { World } from '../world.ts';

export interface CacheRequest {
  readonly stage: Stage;
  /** `false`: nobody wants it. */
  readonly cache: boolean;
}

/**
 * Whether anything that an earlier run left behind counts: for the person at this machine. Where a verdict has to be proved,
 * or a hook watches somebody who could have written it, it is not even read.
 */
export function isKeptFor({ stage, cache }: CacheRequest, { env }: Pick<World, 'env'>): boolean {
  return cache && stage === 'local' && defaultStage(env) === 'local';
}

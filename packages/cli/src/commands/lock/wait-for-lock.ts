import { setTimeout as pause } from 'node:timers/promises';

import { showProgress } from '../../io/progress.ts';
import type { World } from '../../world.ts';

/** How often somebody who waits looks again, in milliseconds. */
const LOOK_AGAIN_MS = 2000;

/** Tries again while somebody else has it, as long as one likes to wait. */
export async function waitForLock<T extends { readonly kind: string }>(
  tryOnce: () => Promise<T>,
  waitMs: number,
  { stderr }: Pick<World, 'stderr'>,
): Promise<T> {
  const until = performance.now() + waitMs;
  const hideProgress = showProgress('Waiting for the lock…', stderr);
  try {
    for (;;) {
      const tried = await tryOnce();
      const left = until - performance.now();
      if (tried.kind !== 'held' || left <= 0) return tried;
      await pause(Math.min(LOOK_AGAIN_MS, left));
    }
  } finally {
    hideProgress();
  }
}

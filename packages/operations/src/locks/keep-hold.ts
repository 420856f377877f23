import type { Beat } from '@lockkeeper/policy-core/deployment/lock';

import type { Timer } from '../ports/index.ts';
import type { Hold } from './hold.ts';
import { keepLockAlive, type KeepAliveOutcome } from './lock-keep-alive.ts';

export interface Keeping {
  /** Settles once what is done under the lock has ended. */
  readonly over: Promise<unknown>;
  readonly timer: Timer;
  /** The lock is sure to be ours until then, in milliseconds since 1970. */
  readonly tellHeld?: ((untilMs: number) => void) | undefined;
}

/** Keeps a lock alive until what is done under it has ended. Resolves early where it is lost. Never rejects. */
export async function keepHold(
  { beat, held, gone }: Hold,
  { over: work, timer, tellHeld }: Keeping,
): Promise<KeepAliveOutcome> {
  let isOver = false;
  const over = work.then(
    () => {
      isOver = true;
    },
    () => {
      isOver = true;
    },
  );
  return await keepLockAlive(
    {
      beat: async (withinMs) => {
        const unheard: Beat = { kind: 'unseen', why: 'nobody answered in time' };
        const heard = beat();
        const answered = heard.then(() => undefined);
        await timer.wait(withinMs, Promise.race([answered, over]));
        const said = await Promise.race([heard, timer.wait(0, over).then(() => unheard)]);
        if (said.kind === 'held') tellHeld?.(said.untilMs);
        return said;
      },
      pause: async (ms) => {
        await timer.wait(ms, Promise.race([over, gone]));
        return isOver ? 'over' : 'go-on';
      },
      now: () => timer.nowMs(),
    },
    held,
  );
}

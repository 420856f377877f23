import { afterBeat, type Beat, type HeldUntil } from '@lockkeeper/policy-core/deployment/lock';

/** How a lock is looked after while something is done under it. */
export interface KeepAlive {
  /** Says that its holder lives, and waits for an answer no longer than so many milliseconds. Never rejects. */
  beat(withinMs: number): Promise<Beat>;
  /** So many milliseconds, or less where the lock itself says that it is lost. `over`: what was done under it has ended. */
  pause(ms: number): Promise<'go-on' | 'over'>;
  /** In milliseconds of the clock that `untilMs` counts by. */
  now(): number;
}

export type KeepAliveOutcome =
  | { readonly kind: 'over' }
  /** Somebody else may have it by now; what is done under it must stop. `why` is a clause. */
  | { readonly kind: 'lost'; readonly why: string };

/** Keeps a lock alive until what is done under it has ended. Resolves early where it is lost. */
export async function keepLockAlive(
  keeping: KeepAlive,
  { untilMs: until, everyMs }: HeldUntil,
): Promise<KeepAliveOutcome> {
  let [forMs, untilMs] = [everyMs, until];
  for (;;) {
    if ((await keeping.pause(forMs)) === 'over') return OVER;
    // Nobody waits for an answer longer than the lock is sure to be ours.
    const beat = await keeping.beat(Math.max(0, untilMs - keeping.now()));
    const after = afterBeat(beat, { untilMs, everyMs }, keeping.now());
    if (after.kind === 'lost') return after;
    ({ forMs, untilMs } = after);
  }
}

const OVER: KeepAliveOutcome = { kind: 'over' };

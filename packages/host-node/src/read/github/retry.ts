import { setTimeout as delay } from 'node:timers/promises';

import type { Exchange } from './exchange.ts';
import { rateLimitWait, retryAfter } from './rate-limit.ts';

/** How long to try. Tests pass what makes time stand still. */
export interface RetryOptions {
  /** For one request and its answer. 10 s. */
  readonly timeoutMs?: number;
  /** For all failed requests of one forge and the pauses after them. 60 s. */
  readonly totalMs?: number;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Asks again while there is hope and time. `once` never rejects and is given the time it may take. */
export type Retry = (once: (timeoutMs: number) => Promise<Exchange>) => Promise<Exchange>;

const MOST_TRIES = 4;

/**
 * Octokit's own plugins for this bound neither the whole wait nor a single request, share their queues
 * between instances, and one of them does not read `retry-after`.
 */
export function createRetry({
  timeoutMs = 10_000,
  totalMs = 60_000,
  sleep = delay,
  now = Date.now,
}: RetryOptions): Retry {
  let left = totalMs;
  return async (once) => {
    for (let tried = 1; left > 0; tried += 1) {
      const started = now();
      const outcome = await once(Math.min(timeoutMs, left));
      const pause = pauseAfter(outcome, tried, now());
      if (pause === undefined) return outcome;
      left -= now() - started;
      if (tried === MOST_TRIES || pause >= left) return outcome;
      left -= pause;
      await sleep(pause);
    }
    return { kind: 'given-up' };
  };
}

/** `undefined`: another try would bring the same. */
function pauseAfter(outcome: Exchange, tried: number, now: number): number | undefined {
  const pause = 1000 * 2 ** (tried - 1);
  if (outcome.kind === 'timed-out') return pause;
  // On a train every second counts, and a name that is not found now is seldom found a second later.
  if (outcome.kind === 'unreachable') return tried === 1 && outcome.code !== 'ENOTFOUND' ? pause : undefined;
  if (outcome.kind !== 'answered') return undefined;
  if (outcome.status >= 500) return retryAfter(outcome.headers, now) ?? pause;
  return rateLimitWait(outcome, now);
}

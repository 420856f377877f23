import { setTimeout as delay } from 'node:timers/promises';

import type { StopSignal } from '@lockkeeper/operations/ports';

/** How long something may take, and who may stop it before. */
export interface TimeLimit {
  /** Aborted where the time is over, or somebody wants it to stop. */
  readonly signal: AbortSignal;
  readonly ms: number;
  /** Why it was aborted, as a clause. */
  why(): string;
  /** Waits for nothing any more. */
  clear(): void;
}

/** The longest that a timer of Node waits. */
const LONGEST_MS = 2 ** 31 - 1;

function timeLimit(ms: number, stops: readonly StopSignal[]): TimeLimit {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, Math.min(ms, LONGEST_MS));
  for (const each of stops) {
    if (each.aborted) stop();
    each.addEventListener('abort', stop, { once: true });
  }
  return {
    signal: controller.signal,
    ms,
    why: () =>
      stops.some(({ aborted }) => aborted) ? 'it was stopped' : `it did not end within ${ms / 1000} s`,
    clear: () => {
      clearTimeout(timer);
      for (const each of stops) each.removeEventListener('abort', stop);
    },
  };
}

/** Does something for at most so long. */
export async function within<T>(
  ms: number,
  stops: readonly StopSignal[],
  work: (limit: TimeLimit) => Promise<T>,
): Promise<T> {
  const limit = timeLimit(ms, stops);
  try {
    return await work(limit);
  } finally {
    limit.clear();
  }
}

/** Resolves behind so many milliseconds, or as soon as it is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  // That it was aborted is seen at the signal.
  await delay(ms, undefined, { signal }).catch(() => undefined);
}

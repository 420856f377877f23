import { setTimeout as pause } from 'node:timers/promises';

import type { Timer } from '@lockkeeper/operations/ports';

import { systemClock } from './system-clock.ts';

/** The time of this machine. */
export function systemTimer(): Timer {
  return {
    ...systemClock(),
    elapsedMs: () => performance.now(),
    nowMs: () => Date.now(),
    wait: async (ms, until) => {
      const waiting = new AbortController();
      const time = pause(ms, undefined, { signal: waiting.signal }).catch(() => undefined);
      await Promise.race([time, until.catch(() => undefined)]);
      waiting.abort();
    },
  };
}

import { expect, test } from 'vitest';

import type { StopSignal, Timer } from '../ports/index.ts';
import { awaitHealth } from './await-health.ts';

test('a service that is asked for long leaves no listener for each question', async () => {
  let [now, listeners] = [0, 0];
  const timer: Timer = {
    now: () => new Date(now).toISOString(),
    nowMs: () => now,
    elapsedMs: () => now,
    wait: async (ms) => {
      now += ms;
      await Promise.resolve();
    },
  };
  const signal: StopSignal = {
    aborted: false,
    addEventListener: () => {
      listeners += 1;
    },
    removeEventListener: () => undefined,
  };
  const schedule = { deadlineMs: 60_000, intervalMs: 500, successes: 1, bakeMs: 0 };
  const probe = {
    id: 'api',
    ask: async () => await Promise.resolve({ kind: 'ill', why: 'it answered 500' } as const),
  };
  const outcome = await awaitHealth({ commit: 'a'.repeat(40), probes: [{ probe, schedule }], timer, signal });
  expect(outcome).toEqual({ kind: 'unhealthy', why: 'the probe api found that it answered 500' });
  expect(listeners).toBe(1);
});

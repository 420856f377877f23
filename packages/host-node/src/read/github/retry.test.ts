import { expect, test } from 'vitest';

import type { Exchange } from './exchange.ts';
import { createRetry } from './retry.ts';

function answered(status: number, headers: Readonly<Record<string, string>> = {}): Exchange {
  return { kind: 'answered', status, headers: new Headers(headers), text: '' };
}

/** Asks with these outcomes one after the other; each takes `took` milliseconds. */
async function tried(outcomes: readonly Exchange[], { took = 0, totalMs = 60_000 } = {}) {
  let clock = 0;
  let tries = 0;
  const pauses: number[] = [];
  const timeouts: number[] = [];
  const keepTrying = createRetry({
    totalMs,
    now: () => clock,
    sleep: (milliseconds) => {
      pauses.push(milliseconds);
      clock += milliseconds;
      return Promise.resolve();
    },
  });
  const outcome = await keepTrying((timeoutMs) => {
    timeouts.push(timeoutMs);
    clock += took;
    tries += 1;
    return Promise.resolve(outcomes[Math.min(tries, outcomes.length) - 1] ?? answered(200));
  });
  return { outcome, pauses, timeouts, clock };
}

test('what was answered is not asked again', async () => {
  for (const status of [200, 204, 401, 403, 404, 410, 422])
    expect(await tried([answered(status)])).toMatchObject({ outcome: { status }, pauses: [] });
  for (const kind of ['too-large', 'sent-elsewhere'] as const)
    expect(await tried([{ kind }])).toMatchObject({ outcome: { kind }, pauses: [] });
});

test('a server that fails gets ever longer pauses, four tries in all', async () => {
  expect(await tried([answered(502)])).toMatchObject({
    outcome: { status: 502 },
    pauses: [1000, 2000, 4000],
  });
  expect(await tried([answered(502), answered(200)])).toMatchObject({
    outcome: { status: 200 },
    pauses: [1000],
  });
});

test('a server that says when to come back is taken at its word', async () => {
  expect(await tried([answered(503, { 'retry-after': '9' }), answered(200)])).toMatchObject({
    pauses: [9000],
  });
  expect(await tried([answered(503, { 'retry-after': '900' })])).toMatchObject({
    outcome: { status: 503 },
    pauses: [],
  });
});

test('a broken line is tried once more, an unknown name not at all', async () => {
  expect(await tried([{ kind: 'unreachable', code: 'ECONNRESET' }])).toMatchObject({ pauses: [1000] });
  expect(await tried([{ kind: 'unreachable', code: 'ENOTFOUND' }])).toMatchObject({ pauses: [] });
});

test('requests that hang end within the minute', async () => {
  const { clock, outcome } = await tried([{ kind: 'timed-out', seconds: 10 }], { took: 10_000 });
  expect(outcome.kind).toBe('timed-out');
  expect(clock).toBeLessThanOrEqual(60_000);
});

test('the last tries get only the time that is left', async () => {
  const { timeouts } = await tried([{ kind: 'timed-out', seconds: 10 }], { took: 10_000, totalMs: 15_000 });
  expect(timeouts).toEqual([10_000, 4000]);
});

test('time is shared by all requests of a run, and those that succeed cost none', async () => {
  let clock = 0;
  const keepTrying = createRetry({
    totalMs: 10_000,
    now: () => clock,
    sleep: () => Promise.resolve(),
  });
  const asking = (outcome: Exchange) =>
    keepTrying(() => {
      clock += 4000;
      return Promise.resolve(outcome);
    });
  for (let count = 0; count < 5; count += 1)
    expect(await asking(answered(200))).toMatchObject({ status: 200 });
  expect(await asking({ kind: 'timed-out', seconds: 4 })).toMatchObject({ kind: 'timed-out' });
  expect(await asking({ kind: 'timed-out', seconds: 4 })).toMatchObject({ kind: 'timed-out' });
  expect(await asking(answered(200)), 'nothing is asked any more').toMatchObject({ kind: 'given-up' });
});

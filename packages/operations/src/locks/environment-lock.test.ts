import { freeText, heldText, readLock } from '@lockkeeper/policy-core/deployment/lock';
import { describe, expect, test } from 'vitest';

import { releaseLock, renewLock, takeLock, type LockPlace } from './environment-lock.ts';
import type { Register } from '../ports/index.ts';

const HOUR = 3_600_000;
const ALICE: Parameters<typeof takeLock>[1] = {
  nonce: 'a1',
  holder: 'alice',
  reason: 'release',
  run_url: null,
  forMs: HOUR,
};
const BOB: typeof ALICE = { ...ALICE, nonce: 'b1', holder: 'bob' };

/** A register in memory, and a way to be faster than who uses it. */
function place(start = '2026-11-21T08:00:00.000Z') {
  let [version, text, now] = [0, undefined as string | undefined, Date.parse(start)];
  const between: (() => void)[] = [];
  const register: Register = {
    read: async () => await Promise.resolve({ version: String(version), text }),
    swap: async (seen, next) => {
      between.shift()?.();
      if (seen.version !== String(version)) return await Promise.resolve(undefined);
      version += 1;
      text = next;
      return { version: String(version), text };
    },
  };
  const lock: LockPlace = { register, clock: { now: () => new Date(now).toISOString(), leewayMs: 60_000 } };
  const write = (next: string) => {
    version += 1;
    text = next;
  };
  return { lock, write, between, textNow: () => text, wait: (ms: number) => (now += ms) };
}

describe('the lock of an environment', () => {
  test('is taken, moved on and given back', async () => {
    const { lock, textNow } = place();
    const taken = await takeLock(lock, ALICE);
    if (taken.kind !== 'taken') throw new Error(taken.kind);
    expect(taken.holding).toMatchObject({ token: 1, holder: 'alice' });
    expect(await takeLock(lock, BOB)).toEqual({ kind: 'held', holding: taken.holding });
    const renewed = await renewLock(lock, taken.holding, 2 * HOUR);
    expect(renewed?.expires_at).toBe('2026-11-21T10:00:00.000Z');
    expect(await releaseLock(lock, taken.holding)).toMatchObject({ kind: 'released', holding: { token: 1 } });
    expect(textNow()).toBe(freeText({ token: 1 }));
    expect(await takeLock(lock, BOB)).toMatchObject({ kind: 'taken', holding: { token: 2, holder: 'bob' } });
  });

  test('is asked for again where somebody was faster', async () => {
    const { lock, between, write } = place();
    const other = {
      ...ALICE,
      token: 9,
      taken_at: '2026-11-21T08:00:00.000Z',
      expires_at: '2026-11-21T09:00:00.000Z',
    };
    const { forMs, ...holding } = { ...other, nonce: 'c1', holder: 'carol' };
    expect(forMs).toBe(HOUR);
    between.push(() => write(heldText(holding)));
    expect(await takeLock(lock, ALICE)).toEqual({ kind: 'held', holding });
  });

  test('is taken over once its time is over, and is lost to who had it', async () => {
    const { lock, wait } = place();
    const first = await takeLock(lock, ALICE);
    if (first.kind !== 'taken') throw new Error(first.kind);
    wait(HOUR + 61_000);
    expect(await takeLock(lock, BOB)).toMatchObject({
      kind: 'taken',
      holding: { token: 2, holder: 'bob' },
      from: first.holding,
    });
    expect(await renewLock(lock, first.holding, HOUR)).toBeUndefined();
    expect(await releaseLock(lock, first.holding)).toMatchObject({
      kind: 'held',
      holding: { holder: 'bob' },
    });
  });

  test('is given back by a person in the place of its holder', async () => {
    const { lock, textNow } = place();
    await takeLock(lock, ALICE);
    expect(await releaseLock(lock, 'anybody')).toMatchObject({
      kind: 'released',
      holding: { holder: 'alice' },
    });
    expect(readLock(textNow())).toEqual({ kind: 'free', token: 1 });
    expect(await releaseLock(lock, 'anybody')).toEqual({ kind: 'free' });
  });

  test('that somebody else wrote is neither taken nor given back', async () => {
    const { lock, write, textNow } = place();
    write('locked by hand');
    expect(await takeLock(lock, ALICE)).toEqual({ kind: 'unreadable' });
    expect(await releaseLock(lock, 'anybody')).toEqual({ kind: 'unreadable' });
    expect(textNow()).toBe('locked by hand');
  });

  test('has one winner of many who ask at once', async () => {
    const { lock } = place();
    const requests = Array.from({ length: 20 }, (_, index) => ({ ...ALICE, nonce: `n${index}` }));
    const results = await Promise.all(requests.map(async (request) => await takeLock(lock, request)));
    expect(results.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
  });
});

import type { Beat } from '@lockkeeper/policy-core/deployment/lock';
import { describe, expect, test } from 'vitest';

import { keepLockAlive, type KeepAlive } from './lock-keep-alive.ts';

const START = { untilMs: 60_000, everyMs: 20_000 };

/** Time goes on by pauses, and while an answer that is left out is waited for; the work ends at `endMs`. */
function lockThat(answers: readonly ((now: number) => Beat)[], endMs = Infinity) {
  let now = 0;
  const beats: number[] = [];
  const keeping: KeepAlive = {
    beat: async (withinMs) => {
      const answer = answers[beats.length];
      beats.push(now);
      if (answer === undefined) now += withinMs;
      return await Promise.resolve(answer?.(now) ?? { kind: 'unseen', why: 'nobody answered' });
    },
    pause: async (ms) => {
      if (now + ms >= endMs) return await Promise.resolve('over');
      now += ms;
      return 'go-on';
    },
    now: () => now,
  };
  return { keeping, beats, now: () => now };
}

const held = (now: number): Beat => ({ kind: 'held', untilMs: now + 60_000 });
const unseen = (): Beat => ({ kind: 'unseen', why: 'the network is down' });

describe('a lock that is kept while something is done under it', () => {
  test('is asked for again and again until that has ended', async () => {
    const { keeping, beats } = lockThat([held, held, held], 70_000);
    expect(await keepLockAlive(keeping, START)).toEqual({ kind: 'over' });
    expect(beats).toEqual([20_000, 40_000, 60_000]);
  });

  test('is not asked for where that ends at once', async () => {
    const { keeping, beats } = lockThat([], 10_000);
    expect(await keepLockAlive(keeping, START)).toEqual({ kind: 'over' });
    expect(beats).toEqual([]);
  });

  test('is lost as soon as somebody else has it', async () => {
    const { keeping, now } = lockThat([held, () => ({ kind: 'lost', why: 'bob has it' })]);
    expect(await keepLockAlive(keeping, START)).toEqual({ kind: 'lost', why: 'bob has it' });
    expect(now()).toBe(40_000);
  });

  test('is lost where nobody could be asked up to its end, and no sooner', async () => {
    const { keeping, beats, now } = lockThat(Array.from({ length: 20 }, () => unseen));
    expect(await keepLockAlive(keeping, START)).toEqual({ kind: 'lost', why: 'the network is down' });
    expect(now()).toBe(60_000);
    expect(beats.slice(0, 4)).toEqual([20_000, 24_000, 28_000, 32_000]);
  });

  test('outlives a network that is down for a while', async () => {
    const { keeping, beats } = lockThat([unseen, unseen, held, held], 60_000);
    expect(await keepLockAlive(keeping, START)).toEqual({ kind: 'over' });
    expect(beats).toEqual([20_000, 24_000, 28_000, 48_000]);
  });

  test('is lost at its end where no answer comes at all', async () => {
    const { keeping, now } = lockThat([]);
    expect(await keepLockAlive(keeping, START)).toEqual({ kind: 'lost', why: 'nobody answered' });
    expect(now()).toBe(60_000);
  });
});

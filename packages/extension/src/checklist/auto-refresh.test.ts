import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { autoRefresh } from './auto-refresh.ts';

describe('a result that is kept fresh', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is made when somebody looks first, and not again for nothing', async () => {
    const { fresh, made } = follow();
    await fresh.look();
    await fresh.look();
    expect(made()).toBe(1);
  });

  test('is made once for several changes', async () => {
    const { fresh, made } = follow();
    await fresh.look();
    for (let change = 0; change < 5; change += 1) {
      fresh.outdated();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(made()).toBe(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(made()).toBe(2);
  });

  test('waits until somebody looks', async () => {
    const state = { isWanted: false };
    const { fresh, made } = follow(state);
    fresh.outdated();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(made()).toBe(0);
    state.isWanted = true;
    await fresh.look();
    expect(made()).toBe(1);
  });

  test('is made again where something changed while it was made', async () => {
    const { fresh, made } = follow({ isWanted: true, takesMs: 5000 });
    const looking = fresh.look();
    await vi.advanceTimersByTimeAsync(1000);
    fresh.outdated();
    await vi.advanceTimersByTimeAsync(4000);
    await looking;
    expect(made()).toBe(1);
    await vi.advanceTimersByTimeAsync(7000);
    expect(made()).toBe(2);
  });

  test('is made at once when somebody asks for it, and never after the end', async () => {
    const { fresh, made } = follow({ isWanted: false });
    await fresh.now();
    expect(made()).toBe(1);
    fresh.outdated();
    fresh.dispose();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(made()).toBe(1);
  });
});

function follow(state: { isWanted: boolean; takesMs?: number } = { isWanted: true }) {
  let made = 0;
  const fresh = autoRefresh({
    make: async () => {
      if (state.takesMs !== undefined) await new Promise((resolve) => setTimeout(resolve, state.takesMs));
      made += 1;
    },
    isWanted: () => state.isWanted,
    quietMs: 2000,
  });
  return { fresh, made: () => made };
}

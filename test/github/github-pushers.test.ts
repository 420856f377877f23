import { describe, expect, test } from 'vitest';

import { HEAD, OTHER, worldWith } from './sample-world.ts';
import { withGitHub } from './with-github.ts';
import type { WorldActivity } from './world.ts';

const push = (after: string, hour: string, more: Partial<WorldActivity> = {}): WorldActivity => ({
  ref: 'refs/heads/topic',
  after,
  at: `2026-11-21T${hour}:00:00Z`,
  ...more,
});

describe('a pull request tells everybody who pushed to its branch', () => {
  const pushers = (activity: readonly WorldActivity[], changes: Parameters<typeof worldWith>[0] = {}) =>
    withGitHub(worldWith(changes, { activity, pageSize: 1 }), async (forge) => {
      const found = await forge.pullRequest(12);
      if (!found.known) return found.reason;
      const { pushers: all } = found.value;
      return all.known ? all.value.map(({ login }) => login) : all.reason;
    });

  test('whatever the commits say', async () => {
    const activity = [push(OTHER, '07', { actor: 'claude[bot]' }), push(OTHER, '08'), push(HEAD, '09')];
    expect(await pushers(activity)).toEqual(['ada', 'claude[bot]']);
  });

  test('since it was made', async () => {
    const activity = [
      push(OTHER, '07', { actor: 'claude[bot]' }),
      push(HEAD, '08', { kind: 'branch_creation' }),
    ];
    expect(await pushers(activity)).toEqual(['ada']);
  });

  test('and nobody who came after it was merged', async () => {
    const activity = [push(HEAD, '08'), push(OTHER, '09', { actor: 'claude[bot]' })];
    const merged = { mergedAt: '2026-11-21T08:30:00Z', mergeCommit: OTHER };
    expect(await pushers(activity, merged)).toEqual(['ada']);
  });

  test('unless one of them is gone', async () => {
    expect(await pushers([push(OTHER, '07', { actor: null }), push(HEAD, '08')])).toBe(
      'an account that pushed to the branch of #12 is gone',
    );
  });

  test('unless nobody may look', async () => {
    expect(await pushers([], { fork: null })).toBe(
      'the fork that #12 comes from is gone; open the pull request from a branch that exists',
    );
  });
});

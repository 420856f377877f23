import { describe, expect, test } from 'vitest';

import { newestRuns, worstOfEachName, type CheckRun } from './checks.ts';

function run(changes: Partial<CheckRun> = {}): CheckRun {
  return { id: 1, name: 'build', status: 'completed', conclusion: 'success', app: { id: 7 }, ...changes };
}

const outcomes = (...runs: readonly CheckRun[]) => newestRuns(runs).map(({ outcome }) => outcome);

describe('what a check run comes to', () => {
  test.each([
    ['success', 'success'],
    ['neutral', 'skipped'],
    ['skipped', 'skipped'],
    ['failure', 'failure'],
    ['cancelled', 'failure'],
    ['timed_out', 'failure'],
    ['action_required', 'failure'],
    ['stale', 'failure'],
    ['startup_failure', 'failure'],
    ['a word GitHub may add', 'failure'],
    [null, 'failure'],
  ])('completed with %s it is %s', (conclusion, outcome) => {
    expect(outcomes(run({ conclusion }))).toEqual([outcome]);
  });

  test.each(['queued', 'in_progress', 'waiting', 'requested', 'pending', 'a word GitHub may add'])(
    '%s is pending',
    (status) => {
      expect(outcomes(run({ status, conclusion: null }))).toEqual(['pending']);
      expect(outcomes(run({ status, conclusion: 'success' })), 'whatever else it says').toEqual(['pending']);
    },
  );
});

describe('several runs of one name', () => {
  test('the newest of an app replaces its older ones', () => {
    expect(outcomes(run({ id: 2 }), run({ id: 1, conclusion: 'failure' }))).toEqual(['success']);
    expect(outcomes(run({ id: 1 }), run({ id: 2, conclusion: 'failure' }))).toEqual(['failure']);
  });

  test('another app cannot speak for it', () => {
    expect(outcomes(run({ conclusion: 'failure' }), run({ id: 2, app: { id: 8 } }))).toEqual([
      'failure',
      'success',
    ]);
    expect(outcomes(run({ conclusion: 'failure' }), run({ id: 2, app: null }))).toEqual([
      'failure',
      'success',
    ]);
  });

  test('of several who speak under one name the worst counts', () => {
    const under = (...all: readonly ('success' | 'skipped' | 'pending' | 'failure')[]) =>
      worstOfEachName(all.map((outcome) => ({ name: 'build', outcome })));
    expect(under('success', 'skipped')).toEqual([{ name: 'build', outcome: 'skipped' }]);
    expect(under('pending', 'skipped', 'success')).toEqual([{ name: 'build', outcome: 'pending' }]);
    expect(under('success', 'failure', 'pending')).toEqual([{ name: 'build', outcome: 'failure' }]);
    expect(under('success')).toEqual([{ name: 'build', outcome: 'success' }]);
  });

  test('names differ by their letters', () => {
    const results = [
      { name: 'build', outcome: 'failure' },
      { name: 'Build', outcome: 'success' },
    ] as const;
    expect(worstOfEachName(results)).toEqual(results);
  });
});

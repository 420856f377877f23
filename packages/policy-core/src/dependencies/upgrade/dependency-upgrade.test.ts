import { describe, expect, test } from 'vitest';

import { HTTPX, REWRITE, UPGRADE } from '../../testing/sample-upgrade.ts';
import { stepUpgrade, upgradeOf } from './dependency-upgrade.ts';
import { upgradeExitCode } from './upgrade-exit-code.ts';
import type { UpgradePlan } from './upgrade-plan.ts';
import type { UpgradeEvent, UpgradeFinding } from './upgrade-state.ts';

const STARTED: UpgradeEvent = { kind: 'started' };
const DONE: UpgradeEvent = { kind: 'done' };
const COMPARED: UpgradeEvent = { kind: 'compared', changes: [HTTPX] };
const JUDGED: UpgradeEvent = { kind: 'judged', errors: [], remarks: [] };
const COMMITTED: UpgradeEvent = { kind: 'committed', commit: 'c'.repeat(40) };
const INTERRUPTED: UpgradeEvent = { kind: 'interrupted' };
const failed = (problem: string): UpgradeEvent => ({ kind: 'failed', problem });
const exited = (code: number, ...lastLines: readonly string[]): UpgradeEvent => ({
  kind: 'exited',
  code,
  lastLines,
});

/** Consent, branch, checkout. */
const BRANCHED = [STARTED, DONE, DONE, DONE];
const LOCKED = [...BRANCHED, DONE, COMPARED];
const TESTED = [...LOCKED, DONE];

/** Plays events; what was asked for, what was said and how it ended. */
function play(plan: UpgradePlan, events: readonly UpgradeEvent[]) {
  const asked: string[] = [];
  const said: UpgradeFinding[] = [];
  let state = upgradeOf(plan);
  for (const event of events) {
    const next = stepUpgrade(state, event);
    state = next.state;
    asked.push(...next.effects.map(({ kind }) => kind));
    said.push(...next.findings);
  }
  return {
    state,
    asked,
    said: said.map(({ message }) => message),
    lines: said.flatMap(({ lines }) => lines),
  };
}

describe('an upgrade', () => {
  test('asks, makes the branch, the lock, tests, judges and commits, in this order', () => {
    const { state, asked, said } = play(UPGRADE, [...TESTED, JUDGED, COMMITTED]);
    expect(asked).toEqual(['ask', 'create-branch', 'switch', 'lock', 'compare', 'test', 'judge', 'commit']);
    expect(said).toEqual([]);
    expect(state.end).toEqual({ kind: 'committed', commit: 'c'.repeat(40) });
    expect(upgradeExitCode(state)).toBe(0);
  });

  test('commits both files with a message that names old and new versions', () => {
    const { state } = play(UPGRADE, [...TESTED, JUDGED]);
    expect(state.current).toEqual({
      kind: 'commit',
      message: 'Upgrade httpx from 0.27.0 to 0.28.1\n',
      paths: ['backend/requirements.in', 'backend/requirements.txt'],
      on: 'auto/dependency-upgrade-20261121-001',
      onto: 'a'.repeat(40),
    });
  });

  test('that only rewrites pins runs nothing, so it asks nothing', () => {
    const { asked } = play(REWRITE, [STARTED, DONE, DONE, DONE, COMPARED, JUDGED, COMMITTED]);
    expect(asked).toEqual(['create-branch', 'switch', 'rewrite', 'compare', 'judge', 'commit']);
  });

  test('keeps what the rules only remark on', () => {
    const remarked: UpgradeEvent = { kind: 'judged', errors: [], remarks: ['a:1 Not sorted.'] };
    expect(play(UPGRADE, [...TESTED, remarked]).state.remarks).toEqual(['a:1 Not sorted.']);
  });
});

describe('an upgrade that does not work out', () => {
  test('changes nothing without consent', () => {
    const { state, asked, said } = play(UPGRADE, [
      STARTED,
      { kind: 'declined', problem: 'Nobody was asked.' },
    ]);
    expect(asked).toEqual(['ask']);
    expect(said).toEqual(['Nobody was asked.', 'Nothing was changed.']);
    expect(upgradeExitCode(state)).toBe(2);
  });

  test('takes everything back when the tests fail, and shows what they said last', () => {
    const { state, asked, said, lines } = play(UPGRADE, [
      ...LOCKED,
      exited(1, 'E   ImportError', '1 failed'),
      DONE,
      DONE,
      DONE,
    ]);
    expect(asked.slice(-4)).toEqual(['test', 'restore', 'switch', 'delete-branch']);
    expect(said).toEqual([
      'The tests failed: `pytest -q` ended with exit code 1.',
      'backend/requirements.in and backend/requirements.txt are as before, main is checked out, and the branch auto/dependency-upgrade-20261121-001 is gone.',
    ]);
    expect(lines).toEqual(['E   ImportError', '1 failed']);
    expect(state.end).toEqual({ kind: 'stopped', because: 'tests', restored: true });
    expect(upgradeExitCode(state)).toBe(1);
  });

  test('shows what a program said without what a terminal would act upon, and without passwords', () => {
    const said = exited(1, '\u001b[31mE\tno https://me:secret@x.example/simple');
    expect(play(UPGRADE, [...LOCKED, said]).lines).toEqual([
      String.raw`\u{1b}[31mE  no https://***@x.example/simple`,
    ]);
  });

  test.each([
    [
      'ends badly',
      exited(2, 'no such package'),
      'The lock was not made: `pip-compile --output-file=requirements.txt requirements.in --upgrade` ended with exit code 2.',
    ],
    [
      'cannot be run',
      failed('pip-compile is not installed'),
      '`pip-compile --output-file=requirements.txt requirements.in --upgrade` could not be run: pip-compile is not installed.',
    ],
  ])('is a technical error when the lock command %s', (_, event, message) => {
    const { state, asked, said } = play(UPGRADE, [...BRANCHED, event, DONE, DONE, DONE]);
    expect(asked.slice(-3)).toEqual(['restore', 'switch', 'delete-branch']);
    expect(said[0]).toBe(message);
    expect(upgradeExitCode(state)).toBe(3);
  });

  test('is not committed when the rules find an error', () => {
    const judged: UpgradeEvent = { kind: 'judged', errors: ['a:1 No pin.', 'b:2 No pin.'], remarks: [] };
    const { state, said, lines } = play(UPGRADE, [...TESTED, judged, DONE, DONE, DONE]);
    expect(said[0]).toBe('The upgrade is not committed, because the policy finds 2 errors in it.');
    expect(lines).toEqual(['a:1 No pin.', 'b:2 No pin.']);
    expect(upgradeExitCode(state)).toBe(1);
  });

  test('is no failure when there is nothing to upgrade', () => {
    const { state, asked, said } = play(UPGRADE, [
      ...BRANCHED,
      DONE,
      { kind: 'compared', changes: [] },
      DONE,
      DONE,
      DONE,
    ]);
    expect(asked).not.toContain('test');
    expect(said[0]).toBe('Every package is at its newest available version: nothing changed.');
    expect(upgradeExitCode(state)).toBe(0);
  });

  test('says nothing of files that were not touched when the branch cannot be made', () => {
    const { asked, said } = play(UPGRADE, [STARTED, DONE, failed('it exists already')]);
    expect(asked).toEqual(['ask', 'create-branch']);
    expect(said).toEqual([
      'The branch auto/dependency-upgrade-20261121-001 could not be made: it exists already.',
      'Nothing was changed.',
    ]);
  });

  test('takes the branch back when it cannot be checked out', () => {
    const { asked } = play(UPGRADE, [STARTED, DONE, DONE, failed('git says no'), DONE, DONE]);
    expect(asked.slice(-2)).toEqual(['switch', 'delete-branch']);
  });

  test('restores the files when a hook of git refuses the commit', () => {
    const { state, asked } = play(UPGRADE, [...TESTED, JUDGED, failed('git says "no"'), DONE, DONE, DONE]);
    expect(asked.slice(-4)).toEqual(['commit', 'restore', 'switch', 'delete-branch']);
    expect(upgradeExitCode(state)).toBe(3);
  });
});

describe('an interruption', () => {
  test.each([
    ['before anything is asked', [STARTED], ['Nothing was changed.']],
    ['before the branch', [STARTED, DONE], ['Nothing was changed.']],
  ])('%s leaves nothing to take back', (_, before, said) => {
    const played = play(UPGRADE, [...before, INTERRUPTED]);
    expect(played.said).toEqual(['The upgrade was interrupted.', ...said]);
    expect(upgradeExitCode(played.state)).toBe(3);
  });

  test('during the lock command takes everything back, also when the keys are pressed again', () => {
    const { state, asked } = play(UPGRADE, [...BRANCHED, INTERRUPTED, INTERRUPTED, DONE, DONE, DONE]);
    expect(asked.slice(-4)).toEqual(['restore', 'restore', 'switch', 'delete-branch']);
    expect(state.end).toEqual({ kind: 'stopped', because: 'interrupted', restored: true });
  });
});

describe('what is left', () => {
  const keeping = { ...UPGRADE, keep: true };

  test('with --keep is everything, and how to take it back', () => {
    const { state, asked, lines } = play(keeping, [...LOCKED, exited(1)]);
    expect(asked.at(-1)).toBe('test');
    expect(lines).toEqual([
      'git restore --staged --worktree -- backend/requirements.in backend/requirements.txt',
      'git switch main',
      'git branch --delete auto/dependency-upgrade-20261121-001',
    ]);
    expect(upgradeExitCode(state)).toBe(1);
  });

  test('with --keep is nothing where nothing was upgraded', () => {
    const { state } = play(keeping, [...BRANCHED, DONE, { kind: 'compared', changes: [] }, DONE, DONE, DONE]);
    expect(state.end).toMatchObject({ restored: true });
  });

  test('after a failure on the way back is named, with the commands that end it', () => {
    const { state, asked, said, lines } = play(UPGRADE, [
      ...LOCKED,
      exited(1),
      DONE,
      failed('the disk is full'),
    ]);
    expect(asked.at(-1)).toBe('switch');
    expect(said.slice(1)).toEqual([
      'The branch main could not be checked out: the disk is full.',
      'The upgrade was not taken back to the end. Do the rest by hand:',
    ]);
    expect(lines).toEqual(['git switch main', 'git branch --delete auto/dependency-upgrade-20261121-001']);
    expect(upgradeExitCode(state)).toBe(3);
  });
});

describe('an event that does not fit', () => {
  test('does nothing before the start and after the end', () => {
    expect(play(UPGRADE, [DONE, COMMITTED, JUDGED]).asked).toEqual([]);
    const ended = [...TESTED, JUDGED, COMMITTED];
    expect(play(UPGRADE, [...ended, INTERRUPTED, STARTED, DONE]).asked).toEqual(play(UPGRADE, ended).asked);
    expect(play(UPGRADE, [STARTED, STARTED]).asked).toEqual(['ask']);
  });

  test.each([
    ['a judgement that nobody passed', [...TESTED, DONE]],
    ['a comparison without a result', [...BRANCHED, DONE, DONE]],
    ['a commit without an id', [...TESTED, JUDGED, DONE]],
    ['a commit in place of tests', [...LOCKED, COMMITTED]],
    ['a judgement in place of tests', [...LOCKED, JUDGED]],
  ])('is no ground to go ahead on: %s', (_, events) => {
    const { state, asked, said } = play(UPGRADE, events);
    expect(asked.at(-1)).toBe('restore');
    expect(said.at(-1)).toMatch(/its outcome is not known\.$/);
    expect(state.stopping).toBe('failed');
  });
});

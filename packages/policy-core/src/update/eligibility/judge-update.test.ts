import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { readUpdateConfig } from '../config/read-update-config.ts';
import { isNewerRelease, newestRelease } from '../state/release-order.ts';
import type { ClockReading } from '../state/trusted-clock.ts';
import { attemptBegun, NO_UPDATES, runEnded, wishedState, type UpdateState } from '../state/update-state.ts';
import type { VersionFile } from '../state/version-file.ts';
import { judgeHost, judgeTarget, type HostSight, type TargetSight } from './judge-update.ts';
import { updateReasonText, type UpdateReason } from './update-reason.ts';
import type { UpdateTarget } from './update-target.ts';

const OLD = 'a'.repeat(40);
const NEW = 'b'.repeat(40);
const NOW = '2026-11-24T10:00:00.000Z';
const HOUR = 3_600_000;

function settings(lines = '') {
  const probe = 'health_url = "http://127.0.0.1:8080/health"';
  const reading = readUpdateConfig(`[update]\n${probe}\n${lines}\n`, {});
  if (reading.kind === 'invalid') throw new Error(JSON.stringify(reading.problems));
  return reading.settings;
}

function clock(wall = NOW, more: Partial<ClockReading> = {}): ClockReading {
  return { wall, bootId: 'boot-1', uptimeMs: 0, ...more };
}

function host(more: Partial<HostSight> = {}): HostSight {
  return { settings: settings(), state: NO_UPDATES, now: clock(), applies: true, isAttempt: true, ...more };
}

const VERSION: VersionFile = {
  schema_version: 1,
  version: 'v1.0.0',
  commit: OLD,
  updated_at: NOW,
  previous: null,
  floor: 'v1.0.0',
  last_attempt: null,
};

const TARGET: UpdateTarget = { version: 'v1.1.0', commit: NEW, at: '2026-11-24T09:00:00.000Z', rollout: [] };

function target(more: Partial<TargetSight> = {}): TargetSight {
  return {
    ...host(),
    host: 'vps-1',
    target: TARGET,
    running: observed(VERSION),
    relation: observed('earlier'),
    tree: observed({ changed: [], ahead: 0, behind: 1 }),
    dependencies: undefined,
    savedAt: observed('2026-11-24T09:30:00.000Z'),
    metaPath: 'bot_persistence/live/meta',
    ...more,
  };
}

const ids = (found: readonly UpdateReason[]) => found.map(({ id }) => id);

/** Every reason that a test met: each has a sentence. */
function expectReasons(found: readonly UpdateReason[], expected: readonly UpdateReason[]) {
  expect(found).toEqual(expected);
  for (const reason of found) expect(updateReasonText(reason)).toMatch(/^[^.]+.*\. [A-Z].*\.$/);
}

describe('a host', () => {
  test('updates where nothing stands against it', () => {
    expect(judgeHost(host())).toEqual([]);
    expect(judgeTarget(target())).toEqual([]);
    // A new number for what runs already.
    expect(judgeTarget(target({ relation: observed('same') }))).toEqual([]);
  });

  test('lays ready and applies nothing where nobody can tell whether it is well', () => {
    const { health_url: _, ...unprobed } = settings();
    expectReasons(judgeHost(host({ settings: unprobed })), [{ id: 'health-unset', data: {} }]);
    expect(judgeHost(host({ settings: unprobed, applies: false }))).toEqual([]);
  });

  test('that somebody paused goes on once they resume it, and a latch stays', () => {
    const paused = wishedState(NO_UPDATES, 'pause', NOW);
    const reason = { id: 'paused', data: { at: NOW } } as const;
    expectReasons(judgeHost(host({ state: paused })), [reason]);
    expect(wishedState(paused, 'resume', NOW)).toEqual(NO_UPDATES);
    expect(wishedState(paused, 'acknowledge', NOW)).toEqual(paused);
    const latched = { ...NO_UPDATES, disabled: { reason: 'rollback-failed', at: NOW, run: 'u-1' } } as const;
    for (const wish of ['pause', 'resume'] as const) expect(wishedState(latched, wish, NOW)).toEqual(latched);
  });

  const today = { day: '2026-11-24', attempts: 3, failures: 2 };
  const off = { reason: 'rollback-failed', at: NOW, run: 'u-1' } as const;
  test.each<[string, Partial<HostSight>, UpdateReason[]]>([
    ['is switched off', { settings: settings('enabled = false') }, [{ id: 'switched-off', data: {} }]],
    [
      'was latched off',
      { state: { ...NO_UPDATES, disabled: off } },
      [{ id: 'disabled', data: { reason: 'rollback-failed', at: NOW } }],
    ],
    [
      'has spent attempts and failures, which are counted apart',
      { state: { ...NO_UPDATES, today } },
      [
        { id: 'attempts-spent', data: { spent: 3, most: 3 } },
        { id: 'failures-spent', data: { spent: 2, most: 2 } },
      ],
    ],
    [
      'has spent its attempts, and may fail once more',
      { state: { ...NO_UPDATES, today: { ...today, failures: 1 } } },
      [{ id: 'attempts-spent', data: { spent: 3, most: 3 } }],
    ],
    [
      'has spent its attempts, and would apply what is ready',
      { isAttempt: false, state: { ...NO_UPDATES, today: { ...today, failures: 1 } } },
      [],
    ],
    [
      'waits after a failure',
      { state: { ...NO_UPDATES, failure_count: 1, not_before: '2026-11-24T12:00:00.000Z' } },
      [{ id: 'waiting', data: { failures: 1, minutes: 120, until: '2026-11-24T12:00:00.000Z' } }],
    ],
  ])('does not where it %s', (_, more, expected) => {
    expectReasons(judgeHost(host(more)), expected);
  });

  test('does again on the next day, and not on one that somebody set the clock to', () => {
    const state = attemptBegun({ ...NO_UPDATES, today }, 'u-3', clock());
    expect(ids(judgeHost(host({ state, now: clock('2026-11-25T10:00:00.000Z') })))).toContain(
      'attempts-spent',
    );
    expect(ids(judgeHost(host({ state, now: clock('2026-11-23T10:00:00.000Z') })))).toContain(
      'attempts-spent',
    );
    const later = clock('2026-11-25T10:00:00.000Z', { uptimeMs: 24 * HOUR });
    expect(judgeHost(host({ state, now: later }))).toEqual([]);
  });
});

describe('a window', () => {
  const weekly = ([days, from, to, zone]: readonly string[]) =>
    settings(
      `[[update.windows]]\ndays = ["${days}"]\nfrom = "${from}"\nto = "${to}"\n${zone === undefined ? '' : `zone = "${zone}"`}`,
    );
  test.each([
    ['in UTC where no zone is named', ['tue', '09:00', '11:00'], NOW, true],
    ['on its day only', ['wed', '09:00', '11:00'], NOW, false],
    ['not at its end', ['tue', '09:00', '10:00'], NOW, false],
    ['over midnight, of the day it begins', ['mon', '23:00', '11:00'], NOW, true],
    ['over midnight, not before the day it begins', ['tue', '23:00', '11:00'], NOW, false],
    ['in its zone', ['tue', '11:00', '12:00', 'Europe/Berlin'], NOW, true],
    [
      'never in the hour that spring leaves out',
      ['sun', '02:00', '03:00', 'Europe/Berlin'],
      '2026-03-29T01:00:00.000Z',
      false,
    ],
    [
      'not before the hour that spring leaves out',
      ['sun', '02:00', '03:00', 'Europe/Berlin'],
      '2026-03-29T00:59:59.000Z',
      false,
    ],
    [
      'in the first hour that autumn repeats',
      ['sun', '02:00', '03:00', 'Europe/Berlin'],
      '2026-10-25T00:30:00.000Z',
      true,
    ],
    [
      'in the second hour that autumn repeats',
      ['sun', '02:00', '03:00', 'Europe/Berlin'],
      '2026-10-25T01:30:00.000Z',
      true,
    ],
    ['on the 29th of February', ['tue', '09:00', '11:00'], '2028-02-29T10:00:00.000Z', true],
    [
      'over midnight, out of the 29th of February',
      ['tue', '23:00', '02:00'],
      '2028-03-01T01:00:00.000Z',
      true,
    ],
  ])('is open %s', (...[, window, wall, isOpen]) => {
    const found = judgeHost(host({ settings: weekly(window), now: clock(wall) }));
    expect(ids(found)).toEqual(isOpen ? [] : ['outside-window']);
  });

  test('keeps nobody from laying a version ready', () => {
    const closed = host({ settings: weekly(['wed', '09:00', '11:00']), applies: false });
    expect(judgeHost(closed)).toEqual([]);
  });

  test.each([
    ['of no length', ['tue', '09:00', '09:00', 'UTC']],
    ['in no zone', ['tue', '09:00', '10:00', 'Europe/Nowhere']],
    ['on no day', ['someday', '09:00', '10:00', 'UTC']],
    ['at no time', ['tue', '9', '10:00', 'UTC']],
  ])('%s is refused', (_, window) => {
    expect(() => weekly(window)).toThrow(/update\.windows\[0\]/);
  });
});

describe('a version', () => {
  const main = { settings: settings('channel = "main"'), target: { ...TARGET, version: null } };
  test.each<[string, Partial<TargetSight>, UpdateReason[]]>([
    [
      'that runs already',
      { target: { ...TARGET, version: 'v1.0.0' } },
      [{ id: 'not-newer', data: { target: 'v1.0.0', than: 'v1.0.0' } }],
    ],
    [
      'below what ran once',
      { running: observed({ ...VERSION, floor: 'v1.10.0' }) },
      [{ id: 'not-newer', data: { target: 'v1.1.0', than: 'v1.10.0' } }],
    ],
    [
      'that is a pre-release on channel stable',
      { target: { ...TARGET, version: 'v1.1.0-rc.1' } },
      [{ id: 'not-in-channel', data: { target: 'v1.1.0-rc.1', channel: 'stable' } }],
    ],
    [
      'that is a tag on channel main',
      { ...main, target: TARGET },
      [{ id: 'not-in-channel', data: { target: 'v1.1.0', channel: 'main' } }],
    ],
    [
      'that is the commit which runs',
      { ...main, relation: observed('same') },
      [{ id: 'not-newer', data: { target: NEW.slice(0, 12), than: 'v1.0.0' } }],
    ],
    [
      'that is a commit of another line',
      { ...main, relation: observed('apart') },
      [{ id: 'not-ahead', data: { target: NEW.slice(0, 12), running: 'v1.0.0' } }],
    ],
    [
      'that is a release before the commit which runs',
      { running: observed({ ...VERSION, version: null }), relation: observed('later') },
      [{ id: 'not-ahead', data: { target: 'v1.1.0', running: OLD.slice(0, 12) } }],
    ],
    [
      'that is a release of another history',
      { relation: observed('apart') },
      [{ id: 'not-ahead', data: { target: 'v1.1.0', running: 'v1.0.0' } }],
    ],
    [
      'that failed here',
      {
        state: {
          ...NO_UPDATES,
          blocked: [{ version: 'v1.1.0', commit: OLD, at: NOW, why: 'the tests failed' }],
        },
      },
      [{ id: 'blocked', data: { target: 'v1.1.0', at: NOW, why: 'the tests failed' } }],
    ],
    [
      'whose commit failed here under another tag',
      {
        state: {
          ...NO_UPDATES,
          blocked: [{ version: 'v1.0.9', commit: NEW, at: NOW, why: 'the tests failed' }],
        },
      },
      [{ id: 'blocked', data: { target: 'v1.1.0', at: NOW, why: 'the tests failed' } }],
    ],
    [
      'whose turn it is not',
      { target: { ...TARGET, rollout: [{ points: 0, afterMs: 0 }] } },
      [{ id: 'not-in-cohort', data: { target: 'v1.1.0', percent: 0, host: 'vps-1', turn: null } }],
    ],
    [
      'whose turn comes later',
      {
        target: {
          ...TARGET,
          rollout: [
            { points: 0, afterMs: 0 },
            { points: 10_000, afterMs: 24 * HOUR },
          ],
        },
      },
      [
        {
          id: 'not-in-cohort',
          data: { target: 'v1.1.0', percent: 0, host: 'vps-1', turn: '2026-11-25T09:00:00.000Z' },
        },
      ],
    ],
    [
      'with a dirty tree below it',
      { tree: observed({ changed: ['app.py', 'x.py'], ahead: 0, behind: 0 }) },
      [{ id: 'tree-dirty', data: { files: ['app.py', 'x.py'] } }],
    ],
    [
      'with commits of its own below it',
      { tree: observed({ changed: [], ahead: 1, behind: 0 }) },
      [{ id: 'tree-ahead', data: { commits: 1 } }],
    ],
    [
      'with a diverged tree below it',
      { tree: observed({ changed: [], ahead: 1, behind: 2 }) },
      [{ id: 'tree-diverged', data: { ahead: 1, behind: 2 } }],
    ],
    [
      'before the service saved',
      { savedAt: observed(undefined) },
      [{ id: 'save-missing', data: { path: 'bot_persistence/live/meta/last_save' } }],
    ],
    [
      'that has nothing to save',
      { savedAt: observed(undefined), settings: settings('max_save_age_minutes = 0') },
      [],
    ],
    [
      'that saves when it is asked',
      { savedAt: observed(undefined), settings: settings('save_command = ["botctl", "save"]') },
      [],
    ],
    [
      'on an old save',
      { savedAt: observed('2026-11-24T08:59:00.000Z') },
      [{ id: 'save-too-old', data: { minutes: 61, most: 60 } }],
    ],
    [
      'on a save that has not come yet',
      { savedAt: observed('2026-11-24T10:00:30.000Z') },
      [{ id: 'save-in-future', data: { minutes: 1 } }],
    ],
    [
      'of which nothing can be told',
      { running: unobserved('x'), tree: unobserved('y'), savedAt: observed('yesterday') },
      [
        { id: 'unknown', data: { what: 'which version runs', why: 'x' } },
        { id: 'unknown', data: { what: 'whether the working tree is clean', why: 'y' } },
        { id: 'unknown', data: { what: 'when the service saved last', why: 'it says yesterday' } },
      ],
    ],
    [
      'that may follow what runs or not',
      { ...main, relation: unobserved('this is a shallow clone') },
      [{ id: 'unknown', data: { what: 'whether it follows what runs', why: 'this is a shallow clone' } }],
    ],
  ])('does not come %s', (_, more, expected) => {
    expectReasons(judgeTarget(target(more)), expected);
  });

  test.each<[UpdateReason, string]>([
    [
      { id: 'tree-dirty', data: { files: ['app.py'] } },
      'The working tree has 1 changed file: app.py. Commit or remove it.',
    ],
    [
      { id: 'tree-dirty', data: { files: ['a', 'b', 'c', 'd', 'e'] } },
      'The working tree has 5 changed files: a, b, c and 2 more. Commit or remove them.',
    ],
    [
      { id: 'tree-ahead', data: { commits: 1 } },
      'The working tree has 1 commit of its own. Push or remove it.',
    ],
    [
      { id: 'save-too-old', data: { minutes: 61, most: 1 } },
      'The last save is 61 minutes old, and 1 minute is allowed. Let the service save.',
    ],
    [
      { id: 'not-in-cohort', data: { target: 'v2.0.0', percent: 10, host: 'vps-1', turn: NOW } },
      `v2.0.0 is rolled out to 10 % of the hosts. The turn of this host, vps-1, comes at ${NOW}.`,
    ],
  ])('is refused in words that fit: %j', (reason, text) => {
    expect(updateReasonText(reason)).toBe(text);
  });

  test('comes again after a person looked, or where a newer one is there', () => {
    const blocked = [{ version: 'v1.1.0', commit: NEW, at: NOW, why: 'the tests failed' }];
    const state = { ...NO_UPDATES, blocked };
    expect(judgeTarget(target({ state: wishedState(state, 'acknowledge', state.clock?.at ?? '') }))).toEqual(
      [],
    );
    const newer = { ...TARGET, version: 'v1.1.1', commit: 'c'.repeat(40) };
    expect(judgeTarget(target({ state, target: newer }))).toEqual([]);
  });
});

const number = fc.nat(12);
const anyRelease = fc.tuple(number, number, number).map((parts) => `v${parts.join('.')}`);

describe('laws', () => {
  test('a release comes only where it is strictly newer than all that ran', () => {
    const anyVersion = fc.option(anyRelease, { nil: null });
    fc.assert(
      fc.property(anyRelease, anyVersion, anyVersion, (version, running, floor) => {
        const sight = target({
          target: { ...TARGET, version },
          running: observed({ ...VERSION, version: running, floor }),
        });
        const isTaken = judgeTarget(sight).length === 0;
        const numbers = [running, floor].filter((one) => one !== null);
        expect(isTaken).toBe(numbers.every((one) => parts(version) > parts(one)));
      }),
    );
  });

  test('the newest release is a release, and none is newer', () => {
    const anyTag = fc.oneof(
      anyRelease,
      fc.constantFrom('v2', 'v1.2.3-rc.1', 'v01.2.3', 'latest', 'v1.2.3+x', '1.9.9'),
    );
    fc.assert(
      fc.property(fc.array(anyTag), (tags) => {
        const newest = newestRelease(tags);
        const releases = tags.filter((tag) => /^v(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}$/.test(tag));
        expect(newest === undefined).toBe(releases.length === 0);
        if (newest !== undefined) expect(releases.some((one) => isNewerRelease(one, newest))).toBe(false);
      }),
    );
  });

  test('no more attempts or failures are made a day than allowed, under any jumps of the clock', () => {
    const jump = fc.record({
      wallHours: fc.integer({ min: -9000, max: 9000 }),
      passed: fc.nat(12),
      fails: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(jump, { maxLength: 60 }), (jumps) => {
        let [state, uptime]: [UpdateState, number] = [NO_UPDATES, 0];
        const made: { readonly at: number; readonly fails: boolean }[] = [];
        for (const [index, { wallHours, passed, fails }] of jumps.entries()) {
          uptime += passed;
          const wall = new Date(Date.parse(NOW) + wallHours * HOUR).toISOString();
          const now = clock(wall, { uptimeMs: uptime * HOUR });
          if (judgeHost(host({ state, now })).length > 0) continue;
          const run = `u-${index}`;
          const result = fails ? 'failed' : 'updated';
          state = runEnded(
            attemptBegun(state, run, now),
            { end: { run, result, why: null, blames: null, isStopped: false, isUntried: false }, now },
            { intervalMinutes: 60, maxFailuresPerDay: 2, jitter: 0.5 },
          );
          made.push({ at: uptime, fails });
        }
        const days = Math.floor(uptime / 24) + 2;
        expect(made.length).toBeLessThanOrEqual(3 * days);
        // The second failure of a day latches, so that there is never a third.
        expect(made.filter(({ fails }) => fails).length).toBeLessThanOrEqual(days + 1);
      }),
    );
  });
});

/** A number that orders releases of parts below 100. */
function parts(release: string): number {
  return release
    .slice(1)
    .split('.')
    .reduce((sum, part) => sum * 100 + Number(part), 0);
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { advanceClock, dayOf, type ClockReading, type TrustedClock } from './trusted-clock.ts';
import {
  attemptBegun,
  backoffMs,
  NO_UPDATES,
  runEnded,
  spentToday,
  wishedState,
  type RunEnd,
  type UpdateState,
} from './update-state.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-24T10:00:00.000Z');
const LIMITS = { intervalMinutes: 60, maxFailuresPerDay: 2, jitter: 0 };

/** Hours since the start, as a clock that nobody touches shows them. */
function at(hours: number, more: Partial<ClockReading> = {}): ClockReading {
  return {
    wall: new Date(START + hours * HOUR).toISOString(),
    bootId: 'boot-1',
    uptimeMs: hours * HOUR,
    ...more,
  };
}

function ended(
  before: UpdateState,
  result: RunEnd['result'] | 'stopped' | 'untried',
  hours = 0,
): UpdateState {
  const run = `u-${hours}`;
  const begun = attemptBegun(before, run, at(hours));
  const blames = { version: 'v1.1.0', commit: 'b'.repeat(40) };
  const isStopped = result === 'stopped';
  const isUntried = result === 'untried';
  const end = {
    run,
    result: isStopped ? 'skipped' : isUntried ? 'failed' : result,
    why: 'the tests failed',
    blames: isUntried ? null : blames,
    isStopped,
    isUntried,
  } as const;
  return runEnded(begun, { end, now: at(hours) }, LIMITS);
}

describe('the state of updates', () => {
  test('counts attempts and failures apart, and an attempt once however often it is resumed', () => {
    const failed = ended(NO_UPDATES, 'failed');
    expect(failed).toMatchObject({ failure_count: 1, today: { attempts: 1, failures: 1 } });
    expect(attemptBegun(failed, 'u-0', at(1)).today).toEqual(failed.today);
    expect(ended(failed, 'updated', 1)).toMatchObject({
      failure_count: 0,
      not_before: null,
      today: { attempts: 2, failures: 1 },
    });
  });

  test('counts no attempt that a person stopped, and each that something else did [row 3.30]', () => {
    const failed = ended(NO_UPDATES, 'failed');
    expect(ended(failed, 'stopped', 1).today).toEqual(failed.today);
    expect(ended(failed, 'skipped', 1).today).toMatchObject({ attempts: 2 });
  });

  test('is the same after the end of a run that has ended', () => {
    const failed = ended(NO_UPDATES, 'failed');
    const end = {
      run: 'u-0',
      result: 'updated',
      why: null,
      blames: null,
      isStopped: false,
      isUntried: false,
    } as const;
    expect(runEnded(failed, { end, now: at(1) }, LIMITS)).toEqual(failed);
  });

  test('is switched off by too many failures of one day, until a person looked', () => {
    const once = ended(NO_UPDATES, 'failed');
    expect(once.disabled).toBeNull();
    const twice = ended(once, 'rolled-back', 2);
    expect(twice.disabled).toMatchObject({ reason: 'too-many-failures', run: 'u-2' });
    expect(wishedState(twice, 'acknowledge', at(1).wall)).toMatchObject({
      disabled: null,
      blocked: [],
      today: { attempts: 2, failures: 0 },
    });
    expect(ended(once, 'failed', 24).disabled).toBeNull();
  });

  test('waits longer after each failure in which nothing was tried, and is never switched off by them', () => {
    const often = ended(ended(ended(NO_UPDATES, 'untried'), 'untried', 1), 'untried', 2);
    expect(often).toMatchObject({ failure_count: 3, disabled: null, today: { attempts: 3, failures: 0 } });
    expect(often.not_before).toBe(at(2 + 8).wall);
    expect(ended(ended(often, 'failed', 3), 'untried', 4).disabled).toBeNull();
  });

  test('trusts the clock on the wall again once a person looked [row 3.30]', () => {
    const ahead = ended(NO_UPDATES, 'failed', 24 * 365 * 10);
    const looked = wishedState(ahead, 'acknowledge', at(0).wall);
    expect(attemptBegun(looked, 'u-2', at(1)).clock?.at).toBe(at(1).wall);
  });

  test.each([
    ['rollback-failed', 'rollback-failed'],
    ['given-up', 'interrupted-too-often'],
  ] as const)('is switched off at once where a run ends as %s, and stays so', (result, reason) => {
    const off = ended(NO_UPDATES, result);
    expect(off.disabled).toMatchObject({ reason, run: 'u-0' });
    expect(ended(off, 'failed', 1).disabled).toEqual(off.disabled);
    expect(ended(off, 'updated', 1).disabled).toEqual(off.disabled);
    // Who pauses them between an interruption and its end has not looked at what comes of it.
    const paused = wishedState(NO_UPDATES, 'pause', at(0).wall);
    expect(wishedState(ended(paused, result), 'resume', at(1).wall).disabled).toEqual(off.disabled);
  });

  test('keeps what failed from coming back, once, and blames nothing else', () => {
    const twice = ended(ended(NO_UPDATES, 'failed'), 'failed', 1);
    expect(twice.blocked).toMatchObject([{ version: 'v1.1.0', why: 'the tests failed' }]);
    expect(ended(NO_UPDATES, 'skipped').blocked).toEqual([]);
    expect(ended(NO_UPDATES, 'updated').blocked).toEqual([]);
  });
});

describe('the wait after failures', () => {
  test.each([
    [1, 0, 2],
    [2, 0, 4],
    [4, 0, 16],
    [5, 0, 24],
    [1000, 0, 24],
    [1, 0.5, 2.5],
  ])('of number %i with a jitter of %d is %d hours', (failures, jitter, hours) => {
    expect(backoffMs(failures, { intervalMinutes: 60, jitter })).toBe(hours * HOUR);
  });

  test('never falls with one more failure, and stays within a day and an interval', () => {
    fc.assert(
      fc.property(
        fc.nat(60),
        fc.integer({ min: 1, max: 10_080 }),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (failures, intervalMinutes, jitter) => {
          const wait = backoffMs(failures, { intervalMinutes, jitter });
          expect(backoffMs(failures + 1, { intervalMinutes, jitter })).toBeGreaterThanOrEqual(wait);
          expect(wait).toBeLessThanOrEqual(24 * HOUR + intervalMinutes * 60_000);
        },
      ),
    );
  });
});

describe('the trusted clock', () => {
  test.each([
    ['a wall clock a day ahead', at(1, { wall: at(25).wall }), 1],
    ['a wall clock a year back', at(1, { wall: at(-8760).wall }), 1],
    ['a new start of the machine', at(5, { bootId: 'boot-2', uptimeMs: 0 }), 5],
    ['a new start with the clock set back', at(-8760, { bootId: 'boot-2', uptimeMs: 0 }), 0],
  ])('under %s shows hour %3$i', (_, reading, hours) => {
    const before = advanceClock(null, at(0));
    expect(advanceClock(before, reading).at).toBe(at(hours).wall);
  });

  const anyReadings = fc.array(
    fc.record({ wall: fc.integer({ min: -9000, max: 9000 }), passed: fc.nat(30), isNewBoot: fc.boolean() }),
    { maxLength: 40 },
  );

  test('never goes back, whatever anybody sets the clock to', () => {
    fc.assert(
      fc.property(anyReadings, (steps) => {
        let [clock, uptime, boot]: [TrustedClock | null, number, number] = [null, 0, 0];
        for (const { wall, passed, isNewBoot } of steps) {
          [boot, uptime] = isNewBoot ? [boot + 1, 0] : [boot, uptime + passed];
          const next: TrustedClock = advanceClock(
            clock,
            at(wall, { bootId: `${boot}`, uptimeMs: uptime * HOUR }),
          );
          if (clock !== null) expect(next.at >= clock.at).toBe(true);
          clock = next;
        }
      }),
    );
  });

  test('gives no more than three attempts a day that passed, within one start of the machine [row 3.30]', () => {
    fc.assert(
      fc.property(anyReadings, (steps) => {
        let [state, uptime, made] = [NO_UPDATES, 0, 0];
        for (const [index, { wall, passed }] of steps.entries()) {
          uptime += passed;
          const now = at(wall, { uptimeMs: uptime * HOUR });
          if (spentToday(state, now).attempts >= 3) continue;
          state = attemptBegun(state, `u-${index}`, now);
          made += 1;
        }
        expect(made).toBeLessThanOrEqual(3 * (Math.floor(uptime / 24) + 2));
      }),
    );
  });

  test('counts by days in UTC', () => {
    expect(dayOf(advanceClock(null, at(14)))).toBe('2026-11-25');
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { afterProbe, NOT_PROBED, type ProbeSample, type ProbeVerdict } from './probe-progress.ts';

const SCHEDULE = { deadlineMs: 60_000, intervalMs: 5_000, successes: 3, bakeMs: 10_000 };
const WELL: ProbeSample = { isWell: true };
const ILL: ProbeSample = { isWell: false, why: 'it answered 503' };

/** Asks as it is told to, until there is a verdict. */
function asked(samples: readonly ProbeSample[], schedule = SCHEDULE) {
  let [progress, nowMs] = [NOT_PROBED, 0];
  let verdict: ProbeVerdict | undefined;
  for (const sample of samples) {
    ({ progress, verdict } = afterProbe(progress, { sample, nowMs }, schedule));
    if (verdict.kind !== 'ask-again') break;
    nowMs += verdict.afterMs;
  }
  return { verdict, nowMs, ...progress };
}

describe('a service that was just deployed', () => {
  test('is healthy once it was well three times in a row and stayed well [row 1.24]', () => {
    expect(asked([ILL, WELL, ILL, WELL, WELL, WELL, WELL, WELL])).toMatchObject({
      verdict: { kind: 'healthy' },
      nowMs: 35_000,
      attempts: 8,
    });
  });

  test.each([
    ['never answers well', Array.from({ length: 40 }, () => ILL), 'it answered 503'],
    [
      'is never well often enough',
      Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? WELL : ILL)),
      'it was not well often enough in a row',
    ],
    ['flaps once it was well', [WELL, WELL, WELL, ILL], 'it was well for a while, and then it answered 503'],
  ])('is not healthy where it %s', (_, samples, why) => {
    expect(asked(samples).verdict).toEqual({ kind: 'unhealthy', why });
  });

  test('is asked once more when the deadline comes', () => {
    const { verdict, nowMs } = asked(
      Array.from({ length: 40 }, () => ILL),
      { ...SCHEDULE, intervalMs: 50_000 },
    );
    expect([verdict?.kind, nowMs]).toEqual(['unhealthy', 60_000]);
  });

  test('comes to a verdict by its deadline and its baking, and is never healthy without its successes', () => {
    const schedules = fc.record({
      deadlineMs: fc.integer({ min: 0, max: 5_000 }),
      intervalMs: fc.integer({ min: 1, max: 1_000 }),
      successes: fc.integer({ min: 1, max: 5 }),
      bakeMs: fc.integer({ min: 0, max: 2_000 }),
    });
    fc.assert(
      fc.property(schedules, fc.infiniteStream(fc.boolean()), (schedule, answers) => {
        let [progress, nowMs] = [NOT_PROBED, 0];
        for (const isWell of answers) {
          const step = afterProbe(progress, { sample: isWell ? WELL : ILL, nowMs }, schedule);
          progress = step.progress;
          if (step.verdict.kind === 'ask-again') {
            expect(step.verdict.afterMs).toBeGreaterThan(0);
            nowMs += step.verdict.afterMs;
            expect(nowMs).toBeLessThanOrEqual(schedule.deadlineMs + schedule.bakeMs);
            continue;
          }
          if (step.verdict.kind === 'healthy') {
            expect(progress.streak).toBeGreaterThanOrEqual(schedule.successes);
            expect(nowMs - (progress.wellSinceMs ?? nowMs)).toBeGreaterThanOrEqual(schedule.bakeMs);
          }
          return;
        }
      }),
    );
  });
});

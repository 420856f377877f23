import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isInCohort, readRollout, rolledOut, type CohortHost, type RolloutStage } from './rollout.ts';

const START = Date.parse('2026-11-24T00:00:00.000Z');
const HOUR = 3_600_000;
const HOURS = Array.from({ length: 24 }, (_, index) => index * 5 - 10);
const after = (hours: number) => new Date(START + hours * HOUR).toISOString();

function stages(text: string): readonly RolloutStage[] {
  const read = readRollout(text);
  if (read === undefined) throw new Error(text);
  return read;
}

function release(rollout: string) {
  return {
    version: 'v1.1.0',
    commit: 'b'.repeat(40),
    at: after(0),
    rollout: rollout === '' ? [] : stages(rollout),
  };
}

function host(id: string, more: Partial<CohortHost> = {}): CohortHost {
  return { id, canaries: [], wariness: undefined, ...more };
}

describe('a rollout', () => {
  test('is read as its tag says it', () => {
    expect(stages('10%@0h 50%@6h 100%@24h')).toEqual([
      { points: 1000, afterMs: 0 },
      { points: 5000, afterMs: 6 * HOUR },
      { points: 10_000, afterMs: 24 * HOUR },
    ]);
    expect(stages(' 0.5%@0h\t12.25%@1h ')).toMatchObject([{ points: 50 }, { points: 1225 }]);
  });

  test.each([
    '',
    '10%',
    '10@0h',
    '10%@0m',
    '101%@0h',
    '50%@0h 10%@6h',
    '10%@6h 50%@6h',
    '10%@0h x',
    '-1%@0h',
    '1.234%@0h',
  ])('is refused as %j', (text) => {
    expect(readRollout(text)).toBeUndefined();
  });

  test.each([
    [-1, 0],
    [0, 1000],
    [5.9, 1000],
    [6, 5000],
    [24, 10_000],
    [9999, 10_000],
  ])('after %d hours has reached %i hundredths of a percent', (hours, points) => {
    expect(rolledOut(release('10%@0h 50%@6h 100%@24h'), after(hours))).toBe(points);
  });
});

describe('a host in a rollout', () => {
  const some = release('10%@0h');
  test('comes at once where there are no stages, and never before the tag was made', () => {
    expect(isInCohort(host('vps-1'), release(''), after(0))).toBe(true);
    expect(isInCohort(host('vps-1', { canaries: ['vps-1'], wariness: 0 }), release(''), after(-1))).toBe(
      false,
    );
    expect(isInCohort(host('vps-1'), { ...some, at: 'no time' }, after(9))).toBe(false);
  });

  test('comes first as a canary, unless the rollout is stopped, and later the warier it is', () => {
    const canary = host('vps-1', { canaries: ['vps-1'], wariness: 1 });
    expect(isInCohort(canary, some, after(0))).toBe(true);
    expect(isInCohort(canary, release('0.01%@0h'), after(0))).toBe(true);
    expect(isInCohort(canary, release('0%@0h'), after(0))).toBe(false);
    expect(isInCohort(host('vps-1', { wariness: 0 }), some, after(0))).toBe(true);
    expect(isInCohort(host('vps-1', { wariness: 0.1 }), some, after(0))).toBe(false);
    expect(isInCohort(host('vps-1', { wariness: 1 }), release('100%@0h'), after(0))).toBe(true);
  });

  test('is one of as many as the stage says, and others for another version', () => {
    const chosen = (version: string) =>
      Array.from({ length: 4000 }, (_, index) => `vps-${index}`).filter((id) =>
        isInCohort(host(id), { ...some, version }, after(1)),
      );
    const [first, second] = [chosen('v1.1.0'), chosen('v1.2.0')];
    expect(first.length).toBeGreaterThan(330);
    expect(first.length).toBeLessThan(470);
    expect(first.filter((id) => second.includes(id)).length).toBeLessThan(100);
  });

  test('stays in once it is in: its cohort is monotone in time', () => {
    const anyStages = fc.uniqueArray(
      fc.record({ points: fc.nat(10_000), afterMs: fc.nat(100).map((hours) => hours * HOUR) }),
      {
        selector: ({ afterMs }) => afterMs,
        maxLength: 6,
      },
    );
    const anyHost = fc.record({
      id: fc.string({ minLength: 1 }),
      canaries: fc.array(fc.string()),
      wariness: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    });
    fc.assert(
      fc.property(anyStages, anyHost, (rollout, one) => {
        const target = { ...release(''), rollout };
        const others = Array.from({ length: 20 }, (_, index) => host(`vps-${index}`));
        for (const each of [one, ...others]) {
          const turns = HOURS.map((hours) => isInCohort(each, target, after(hours)));
          expect(turns).toEqual(turns.toSorted((before, later) => Number(before) - Number(later)));
        }
      }),
    );
  });
});

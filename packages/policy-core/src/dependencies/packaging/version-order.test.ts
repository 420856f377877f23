import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anyVersion, versionOf } from '../../testing/any-version.ts';
import { comparePublicVersions, compareReleases, compareVersions } from './version-order.ts';

/** Each comes before the next. */
const ASCENDING = [
  '0.dev0',
  '0a0',
  '0',
  '0.0.1',
  '1.dev0',
  '1.dev1',
  '1.dev1+local',
  '1a0.dev0',
  '1a0',
  '1a0+local',
  '1a0.post0.dev0',
  '1a0.post0',
  '1a1.dev0',
  '1a1',
  '1a10',
  '1b0',
  '1rc0',
  '1rc0.post0',
  '1',
  '1+a',
  '1+a.a',
  '1+a.0',
  '1+b',
  '1+0',
  '1+0.a',
  '1+0.0',
  '1+1',
  '1+10',
  '1+9007199254740992',
  '1+9007199254740993',
  '1.post0.dev0',
  '1.post0.dev1',
  '1.post0',
  '1.post0+local',
  '1.post1.dev0',
  '1.post1',
  '1.0.1.dev0',
  '1.0.1',
  '1.1',
  '1.2',
  '1.10',
  '2024.1',
  '9007199254740991',
  '9007199254740992',
  '9007199254740993',
  '1!0.dev0',
  '1!0',
  '2!0',
  '9007199254740993!0',
];

describe('versions', () => {
  it('stand in this order', () => {
    const versions = ASCENDING.map(versionOf);
    for (const [index, version] of versions.entries()) {
      for (const [otherIndex, other] of versions.entries()) {
        expect([ASCENDING[index], ASCENDING[otherIndex], compareVersions(version, other)]).toEqual([
          ASCENDING[index],
          ASCENDING[otherIndex],
          Math.sign(index - otherIndex),
        ]);
      }
    }
  });

  it.each([
    ['1', '1.0'],
    ['1.0', '1.0.0.0'],
    ['0', '0.0'],
    ['0!1', '1'],
    ['1.0a', '1.0alpha0'],
    ['1.0-1', '1.0.post1'],
    ['1.0+A-1', '1.0+a.01'],
    ['1.0.0rc1', '1c1'],
    ['00000000000000000001', '1'],
  ])('%s and %s are the same', (a, b) => {
    expect(compareVersions(versionOf(a), versionOf(b))).toBe(0);
    expect(compareVersions(versionOf(b), versionOf(a))).toBe(0);
  });

  it('are put in one order, whatever order they came in', () => {
    const shuffled = fc.shuffledSubarray(ASCENDING, { minLength: ASCENDING.length });
    fc.assert(
      fc.property(shuffled, (texts) => {
        const sorted = texts.toSorted((a, b) => compareVersions(versionOf(a), versionOf(b)));
        expect(sorted).toEqual(ASCENDING);
      }),
    );
  });
});

describe('the order of versions', () => {
  it('lets each be equal to itself', () => {
    fc.assert(
      fc.property(anyVersion, (version) => {
        expect(compareVersions(version, structuredClone(version))).toBe(0);
      }),
    );
  });

  it('turns around when both change places, and is -1, 0 or 1', () => {
    fc.assert(
      fc.property(anyVersion, anyVersion, (a, b) => {
        const order = compareVersions(a, b);
        expect([-1, 0, 1]).toContain(order);
        expect(compareVersions(b, a) + order).toBe(0);
      }),
    );
  });

  it('leads on: what comes before something comes before all that follows it', () => {
    fc.assert(
      fc.property(anyVersion, anyVersion, anyVersion, (...versions) => {
        const [first, second, third] = versions.toSorted(compareVersions);
        if (first === undefined || second === undefined || third === undefined) return;
        expect(compareVersions(first, second)).toBeLessThanOrEqual(0);
        expect(compareVersions(second, third)).toBeLessThanOrEqual(0);
        expect(compareVersions(first, third)).toBe(
          Math.min(compareVersions(first, second), compareVersions(second, third)),
        );
      }),
    );
  });

  it('does not see zeros at the end of a release', () => {
    fc.assert(
      fc.property(anyVersion, anyVersion, (version, other) => {
        const longer = { ...version, release: [...version.release, 0, 0] as const };
        expect(compareVersions(longer, version)).toBe(0);
        expect(compareVersions(longer, other)).toBe(compareVersions(version, other));
        expect(compareReleases(longer.release, version.release)).toBe(0);
      }),
    );
  });

  it('puts the pre-release before what it leads to, and the post-release after what it mends', () => {
    fc.assert(
      fc.property(anyVersion, (version) => {
        const final = { ...version, pre: undefined, post: undefined, dev: undefined };
        const pre = { ...final, pre: { phase: 'rc', number: 1 } } as const;
        expect(compareVersions({ ...final, dev: 1 }, pre)).toBe(-1);
        expect(compareVersions(pre, final)).toBe(-1);
        expect(compareVersions(final, { ...final, post: 0, dev: 0 })).toBe(-1);
        expect(compareVersions({ ...final, post: 0, dev: 0 }, { ...final, post: 0 })).toBe(-1);
      }),
    );
  });

  it('sees local parts only between versions that are equal without them', () => {
    fc.assert(
      fc.property(anyVersion, anyVersion, (a, b) => {
        const order = comparePublicVersions(a, b);
        expect(comparePublicVersions({ ...a, local: undefined }, { ...b, local: ['x'] })).toBe(order);
        if (order !== 0) expect(compareVersions(a, b)).toBe(order);
        expect(compareVersions({ ...a, local: undefined }, { ...a, local: [0] })).toBe(-1);
      }),
    );
  });
});

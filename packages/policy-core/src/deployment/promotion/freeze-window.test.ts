import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { freezeText, frozenBy } from './freeze-window.ts';

const FRIDAY = { days: [5], from: 16 * 60, to: 23 * 60 + 59, zone: 'Europe/Berlin' };
const NIGHT = { days: [5], from: 22 * 60, to: 6 * 60, zone: 'UTC' };

describe('a time in which nothing is deployed', () => {
  test.each([
    ['before it begins there, in winter', FRIDAY, '2026-11-20T14:59:00Z', false],
    ['as it begins there, in winter', FRIDAY, '2026-11-20T15:00:00Z', true],
    ['as it begins there, in summer', FRIDAY, '2026-07-17T14:00:00Z', true],
    ['as it ends', FRIDAY, '2026-11-20T22:59:00Z', false],
    ['on another day', FRIDAY, '2026-11-21T15:00:00Z', false],
    ['before midnight of the day on which it begins', NIGHT, '2026-11-20T23:59:00Z', true],
    ['behind the midnight of that day', NIGHT, '2026-11-21T05:59:00Z', true],
    ['as it ends on the next day', NIGHT, '2026-11-21T06:00:00Z', false],
    ['early on the day on which it begins', NIGHT, '2026-11-20T05:00:00Z', false],
  ] as const)('%s', (...[, window, at, isFrozen]) => {
    expect(frozenBy([window], at) === window).toBe(isFrozen);
  });

  test('is read by people as it was written', () => {
    expect(freezeText(FRIDAY)).toBe('Fri 16:00-23:59 Europe/Berlin');
  });

  test('covers every moment of a week where it is every day and all day', () => {
    const always = { days: [0, 1, 2, 3, 4, 5, 6], from: 0, to: 24 * 60, zone: 'America/St_Johns' };
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (at) => {
          expect(frozenBy([always], at.toISOString())).toBe(always);
        },
      ),
    );
  });
});

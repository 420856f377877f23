import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { freezeText, frozenBy, nextBeginning } from './freeze-window.ts';

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

const drawnWindow = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
  from: fc.integer({ min: 0, max: 24 * 60 - 1 }),
  to: fc.integer({ min: 1, max: 24 * 60 }),
  zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe'),
});

describe('the next window', () => {
  test.each([
    ['later today', FRIDAY, '2026-11-20T14:59:30Z', '2026-11-20T15:00:00.000Z'],
    ['in a week, where it has just begun', FRIDAY, '2026-11-20T15:00:00Z', '2026-11-27T15:00:00.000Z'],
    ['over the end of summer time', FRIDAY, '2026-10-24T12:00:00Z', '2026-10-30T15:00:00.000Z'],
    [
      'at an hour that the clocks leave out, as they go on',
      { days: [0], from: 2 * 60 + 30, to: 4 * 60, zone: 'Europe/Berlin' },
      '2026-03-28T12:00:00Z',
      '2026-03-29T01:00:00.000Z',
    ],
  ])('begins %s', (...[, window, at, begins]) => {
    expect(nextBeginning([window], at)).toBe(begins);
  });

  test('is the first minute after now that lies in one, while the minute before lies in none', () => {
    fc.assert(
      fc.property(
        fc.array(drawnWindow, { maxLength: 3 }),
        fc.date({ min: new Date('2025-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
        (windows, at) => {
          const minute = (index: number) =>
            new Date((Math.floor(at.getTime() / 60_000) + index) * 60_000).toISOString();
          const isOpen = (index: number) => frozenBy(windows, minute(index)) !== undefined;
          const found = nextBeginning(windows, at.toISOString());
          let index = 1;
          while (index <= 7 * 24 * 60 + 61 && !(isOpen(index) && !isOpen(index - 1))) index += 1;
          expect(found).toBe(index > 7 * 24 * 60 + 61 ? undefined : minute(index));
        },
      ),
      { numRuns: 20 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { duration, milliseconds, wait, waitOrNone } from './duration-form.ts';

describe('a length of time', () => {
  test.each([
    ['1m', 60_000],
    ['90m', 5_400_000],
    ['24h', 86_400_000],
    ['7d', 604_800_000],
    ['99999d', 8_639_913_600_000],
  ])('%s', (written, length) => {
    expect(duration().safeParse(written).success).toBe(true);
    expect(milliseconds(written)).toBe(length);
  });

  test('is not counted in seconds', () => {
    for (const written of ['30s', '0s']) expect(duration().safeParse(written).success).toBe(false);
  });

  test.each(['', '24', 'h', '0h', '-1h', '1.5h', '24 h', '24H', '1w', '0m', '100000h', '1h30m', ' 1h'])(
    'is not %j',
    (written) => {
      expect(duration().safeParse(written).success).toBe(false);
      expect(milliseconds(written)).toBeNaN();
    },
  );
});

describe('how long a program waits', () => {
  /** What `setTimeout` counts; a longer time is over at once. */
  const MOST = 2 ** 31 - 1;

  test.each([
    ['1s', 1000],
    ['5s', 5000],
    ['99999s', 99_999_000],
    ['90m', 5_400_000],
    ['9999m', 599_940_000],
    ['24h', 86_400_000],
    ['579h', 2_084_400_000],
    ['24d', 2_073_600_000],
  ])('may be %s', (written, length) => {
    expect(wait().safeParse(written).success).toBe(true);
    expect(waitOrNone().safeParse(written).success).toBe(true);
    expect(milliseconds(written)).toBe(length);
  });

  test.each([
    '',
    '0s',
    '5',
    '-5s',
    '05s',
    '1.5s',
    '5 s',
    '5S',
    '5ms',
    '10000m',
    '580h',
    '25d',
    '1h30m',
    '5s\n',
  ])('is not %j', (written) => {
    expect(wait().safeParse(written).success).toBe(false);
  });

  test('may be nothing where nothing has to be waited for', () => {
    expect(waitOrNone().safeParse('0s').success).toBe(true);
    for (const written of ['0', '0m', '00s', '25d'])
      expect(waitOrNone().safeParse(written).success).toBe(false);
    expect(milliseconds('0s')).toBe(0);
  });

  test('is no longer than timers count, whatever is written', () => {
    const written = fc
      .tuple(fc.nat(100_000), fc.constantFrom('s', 'm', 'h', 'd'))
      .map(([n, unit]) => `${n}${unit}`);
    fc.assert(
      fc.property(written, (text) => {
        if (wait().safeParse(text).success) expect(milliseconds(text)).toBeLessThanOrEqual(MOST);
      }),
    );
  });
});

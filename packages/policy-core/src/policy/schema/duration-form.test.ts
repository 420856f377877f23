import { describe, expect, test } from 'vitest';

import { duration, milliseconds } from './duration-form.ts';

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

  test.each(['', '24', 'h', '0h', '-1h', '1.5h', '24 h', '24H', '1w', '30s', '100000h', '1h30m', ' 1h'])(
    'is not %j',
    (written) => {
      expect(duration().safeParse(written).success).toBe(false);
      expect(milliseconds(written)).toBeNaN();
    },
  );
});

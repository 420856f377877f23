import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { nextVersion } from './next-version.ts';

const numberOf = (version: string) => version.split(/\D/).map(BigInt);

describe('The next version', () => {
  test.each([
    ['a number', '7', '8'],
    ['one as long as the others', '0009', '0010'],
    ['one that grows', '999', '1000'],
    ['a number of several parts', '1.2.9', '1.2.10'],
    ['one of Flyway', '2_01', '2_02'],
    ['a second', '20240131120000', '20240131120001'],
    ['the first second of a year', '20241231235959', '20250101000000'],
    ['a minute', '202402282359', '202402290000'],
    ['a day', '20230228', '20230301'],
    ['a day in a leap year', '20240228', '20240229'],
    ['no day, though it is as long', '20240230', '20240231'],
    ['no second, though it is as long', '20240131126100', '20240131126101'],
    ['seconds since 1970', '1700000000', '1700000001'],
    ['milliseconds since 1970', '1700000000999', '1700000001000'],
    ['the last second that is written so', '99991231235959', '99991231235960'],
    ['a moment before 1970', '19691231', '19691232'],
  ])('behind %s', (_name, version, next) => {
    expect(nextVersion(version)).toBe(next);
  });

  test('is behind, as long where that is possible, and always the same', () => {
    const digits = fc.stringMatching(/^\d{1,16}$/);
    const version = fc
      .tuple(fc.array(digits, { minLength: 1, maxLength: 3 }), fc.constantFrom('.', '_'))
      .map(([parts, gap]) => parts.join(gap));
    fc.assert(
      fc.property(version, (given) => {
        const next = nextVersion(given);
        const [before, behind] = [numberOf(given), numberOf(next)];
        expect(behind.slice(0, -1)).toEqual(before.slice(0, -1));
        expect((behind.at(-1) ?? 0n) > (before.at(-1) ?? 0n)).toBe(true);
        expect(next.length - given.length).toBe(
          /(?:^|[._])9+$/.test(given) && next.length > given.length ? 1 : 0,
        );
        expect(nextVersion(given)).toBe(next);
      }),
    );
  });

  test('behind a moment is one', () => {
    const moment = fc.date({
      min: new Date('1970-01-01T00:00:00Z'),
      max: new Date('9999-12-30T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moment, fc.constantFrom(8, 12, 14), (date, length) => {
        const digits = (at: Date) => at.toISOString().replaceAll(/\D/g, '').slice(0, length);
        const step = { 8: 86_400_000, 12: 60_000, 14: 1000 }[length] ?? 0;
        expect(nextVersion(digits(date))).toBe(digits(new Date(date.getTime() + step)));
      }),
    );
  });
});

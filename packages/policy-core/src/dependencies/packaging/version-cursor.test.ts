import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  codesOf,
  cursorOn,
  inLowerCase,
  isDigit,
  isSeparator,
  passCharacter,
  passSeparator,
  passWord,
  readVersionNumber,
} from './version-cursor.ts';

describe('the cursor', () => {
  it('knows the character it stands on, and 0 behind the end', () => {
    const text = 'v1.0';
    const cursor = cursorOn(text);
    const seen = Array.from({ length: 6 }, () => {
      const { code } = cursor;
      passCharacter(cursor);
      return code;
    });
    expect(seen).toEqual([...codesOf(text), 0, 0]);
    expect(cursorOn('').code).toBe(0);
  });

  it('goes past one separator and says which', () => {
    for (const separator of ['.', '-', '_']) {
      const cursor = cursorOn(`${separator}${separator}`);
      expect(passSeparator(cursor)).toBe(separator.charCodeAt(0));
      expect(cursor.at).toBe(1);
    }
    const cursor = cursorOn('+1');
    expect(passSeparator(cursor)).toBe(0);
    expect(cursor.at).toBe(0);
  });

  it.each([
    ['dev1', true, 3],
    ['DEV', true, 3],
    ['dEv.', true, 3],
    ['de', false, 0],
    ['dew', false, 0],
    ['', false, 0],
    ['\u0044\u0045\u0056', true, 3],
    ['\uff44ev', false, 0],
  ])('on %j goes past the word dev: %s', (text, isThere, at) => {
    const cursor = cursorOn(text);
    expect(passWord(cursor, codesOf('dev'))).toBe(isThere);
    expect(cursor.at).toBe(at);
    expect(cursor.code).toBe(at < text.length ? text.charCodeAt(at) : 0);
  });

  it('reads all digits there are, exactly', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 60n }), fc.nat({ max: 3 }), (value, zeros) => {
        const digits = `${'0'.repeat(zeros)}${value}`;
        const cursor = cursorOn(`${digits}x`);
        const number = readVersionNumber(cursor);
        expect(number === undefined ? undefined : BigInt(number)).toBe(value);
        expect(typeof number).toBe(value <= Number.MAX_SAFE_INTEGER ? 'number' : 'bigint');
        expect([cursor.at, cursor.code, cursor.oversized]).toEqual([digits.length, 0x78, false]);
      }),
    );
  });

  it('stays where there is no digit', () => {
    for (const text of ['', 'a1', '.1', '\u0661']) {
      const cursor = cursorOn(text);
      expect(readVersionNumber(cursor)).toBeUndefined();
      expect(cursor.at).toBe(0);
    }
  });

  it('goes past a number that is too long, and remembers that it was there', () => {
    const cursor = cursorOn(`${'1'.repeat(4301)}.2`);
    expect(readVersionNumber(cursor)).toBe(0);
    expect([cursor.at, cursor.oversized]).toEqual([4301, true]);
  });
});

describe('a character', () => {
  const codes = Array.from({ length: 0x10000 }, (_, code) => code);

  it('becomes a small letter only when it is a letter of ASCII', () => {
    const letters = codes.filter((code) => /[a-z]/.test(String.fromCharCode(inLowerCase(code))));
    expect(letters.map((code) => String.fromCharCode(code)).join('')).toBe(
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
    );
  });

  it('is a digit or a separator only in ASCII', () => {
    expect(String.fromCharCode(...codes.filter(isDigit))).toBe('0123456789');
    expect(String.fromCharCode(...codes.filter(isSeparator))).toBe('-._');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isPythonWhiteSpace, trimPythonWhiteSpace } from './python-white-space.ts';

/** Every character of which Python says `isspace()`. */
const BLANKS = [
  0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002,
  0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
];

describe('white space, as Python sees it,', () => {
  it('is these characters and no others', () => {
    const found = Array.from({ length: 0x10000 }, (_, code) => code).filter(isPythonWhiteSpace);
    expect(found).toEqual(BLANKS);
  });

  it.each([
    ['the byte order mark', 0xfeff],
    ['the zero width space', 0x200b],
    ['the Mongolian vowel separator', 0x180e],
    ['NUL', 0],
    ['the unit before the first separator', 0x1b],
  ])('is not %s', (_, code) => {
    expect(isPythonWhiteSpace(code)).toBe(false);
  });

  it('differs from that of JavaScript in six characters', () => {
    const codes = Array.from({ length: 0x10000 }, (_, code) => code);
    const other = codes.filter((code) => isPythonWhiteSpace(code) !== /\s/.test(String.fromCharCode(code)));
    expect(other).toEqual([0x1c, 0x1d, 0x1e, 0x1f, 0x85, 0xfeff]);
  });
});

describe('a trimmed text', () => {
  const anyBlanks = fc
    .array(fc.constantFrom(...BLANKS), { maxLength: 4 })
    .map((codes) => String.fromCharCode(...codes));

  it.each([
    ['', ''],
    [' \t\u001c\u0085', ''],
    ['1.0', '1.0'],
    ['\u00a01.0 2\u3000', '1.0 2'],
    ['\ufeff1.0', '\ufeff1.0'],
  ])('of %j is %j', (text, trimmed) => {
    expect(trimPythonWhiteSpace(text)).toBe(trimmed);
  });

  it('is what stood between the blanks', () => {
    const inner = fc.stringMatching(/^[a-z](?:[a-z \u0085]*[a-z])?$/);
    fc.assert(
      fc.property(anyBlanks, inner, anyBlanks, (before, text, after) => {
        expect(trimPythonWhiteSpace(`${before}${text}${after}`)).toBe(text);
      }),
    );
  });

  it('has nothing more to trim', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), anyBlanks, (text, blanks) => {
        const once = trimPythonWhiteSpace(blanks + text);
        expect(trimPythonWhiteSpace(once)).toBe(once);
      }),
    );
  });
});

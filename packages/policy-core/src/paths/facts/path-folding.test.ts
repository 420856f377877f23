import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { foldPath } from './path-folding.ts';

describe('paths that are one file where case does not count', () => {
  test.each([
    ['capitals', 'Backend/App/Core', 'backend/app/core'],
    ['capitals with accents', 'docs/\u00c9t\u00e9.md', 'docs/\u00e9t\u00e9.md'],
    ['a letter and an accent', 'docs/e\u0301.md', 'docs/\u00e9.md'],
    ['a capital and an accent', 'docs/E\u0301.md', 'docs/\u00e9.md'],
    ['a sharp s', 'stra\u00dfe', 'strasse'],
    ['a sharp s in capitals', 'STRASSE', 'stra\u00dfe'],
    ['a capital sharp s', 'STRA\u1e9eE', 'stra\u00dfe'],
    ['a long s', 'pa\u017f\u017fword', 'password'],
    ['the Kelvin sign', '\u212aeys', 'keys'],
    ['the Angstrom sign', '\u212bland', '\u00e5land'],
    ['a final sigma', 'λόγος', 'ΛΌΓΟΣ'],
    ['a final sigma and one within', 'λόγος', 'λόγοσ'],
    ['a capital i with a dot', '\u0130d', 'i\u0307d'],
    ['a ligature', 'con\ufb01g', 'config'],
    ['the micro sign', '\u00b5s', '\u03bcs'],
    ['Cyrillic capitals', 'ДОКИ', 'доки'],
    ['Cherokee', '\u13a0', '\uab70'],
    ['Deseret, beyond 16 bits', '\u{10400}', '\u{10428}'],
    ['a joiner in between', '.g\u200cit', '.git'],
    ['a byte order mark in between', 'co\ufeffre', 'core'],
    ['a direction mark in between', 'co\u202ere', 'core'],
  ])('differ by %s', (_, one, other) => {
    expect(foldPath(one)).toBe(foldPath(other));
  });
});

describe('paths that are two files everywhere', () => {
  test.each([
    ['an accent', 'r\u00e9sum\u00e9', 'resume'],
    ['a dotless i', 'k\u0131sa', 'kisa'],
    ['a dotless i and a capital', 'K\u0131SA', 'KISA'],
    ['a capital i with a dot', '\u0130d', 'id'],
    ['another script', '\u0441\u043ere', 'core'],
    ['full width', '\uff43ore', 'core'],
    ['a zero-width space, which HFS+ sees', 'co\u200bre', 'core'],
    ['a blank at the end', 'core ', 'core'],
    ['bytes that are not UTF-8', 'caf\udce9', 'caf\udcc9'],
  ])('differ by %s', (_, one, other) => {
    expect(foldPath(one)).not.toBe(foldPath(other));
  });
});

describe('folding', () => {
  const path = fc.string({ unit: 'binary', maxLength: 12 });

  test('twice is folding once', () => {
    fc.assert(
      fc.property(path, (text) => {
        expect(foldPath(foldPath(text))).toBe(foldPath(text));
      }),
    );
  });

  test('does not see how ASCII letters are written, wherever they stand', () => {
    fc.assert(
      fc.property(path, path, fc.stringMatching(/^[A-Za-z/._-]{1,12}$/), (before, after, name) => {
        fc.pre(!/\p{M}/u.test(after));
        const spelt = (middle: string) => foldPath(`${before}/${middle}/${after}`);
        expect(spelt(name.toUpperCase())).toBe(spelt(name.toLowerCase()));
      }),
    );
  });

  test('does not see whether letters and accents are one', () => {
    fc.assert(
      fc.property(path, (text) => {
        expect(foldPath(text.normalize('NFD'))).toBe(foldPath(text.normalize('NFC')));
      }),
    );
  });

  test('leaves small ASCII letters, digits and slashes alone', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9/._ -]*$/), (text) => {
        expect(foldPath(text)).toBe(text);
      }),
    );
  });
});

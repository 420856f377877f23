import { describe, expect, test } from 'vitest';

import { hiddenCharacters, unusualSeparators } from './hidden-characters.ts';

function named(text: string, found: ReturnType<typeof hiddenCharacters>): readonly string[] {
  for (const { codePoint, range } of found) {
    const sign = text.slice(range.start, range.end).codePointAt(0) ?? 0;
    expect(`U+${sign.toString(16).toUpperCase().padStart(4, '0')}`).toBe(codePoint);
  }
  return found.map(({ codePoint }) => codePoint);
}

const hidden = (text: string) => named(text, hiddenCharacters({ text }));
const separators = (text: string) => named(text, unusualSeparators({ text }));

describe('a character that nobody sees', () => {
  test.each([
    ['a zero-width space', 'fla\u200bsk==1\n', 'U+200B'],
    ['a joiner', 'fla\u200dsk==1\n', 'U+200D'],
    ['a soft hyphen', 'fla\u00adsk==1\n', 'U+00AD'],
    ['a byte order mark in the middle', 'a==1\n\ufeffb==2\n', 'U+FEFF'],
    ['a mark that turns the direction', 'a==1\u202e\n', 'U+202E'],
    ['an isolate in a comment', 'a==1 # \u2067 1==a\n', 'U+2067'],
    ['a control character', 'a==1\u0007\n', 'U+0007'],
    ['a unit separator', '\u001f-r b.txt\n', 'U+001F'],
    ['a tag beyond the first plane', 'a\u{e0041}==1\n', 'U+E0041'],
    ['a blank of Braille', 'a==1 \u2800\n', 'U+2800'],
  ])('%s is named', (_name, text, codePoint) => {
    expect(hidden(text)).toEqual([codePoint]);
  });

  test.each([
    ['plain text', 'a==1\n\tb==2  # c\r\n'],
    ['a byte order mark at the start', '\ufeffa==1\n'],
    ['an emoji in a comment', 'a==1  # \u26a0\ufe0f \u{1f469}\u200d\u{1f4bb}\n'],
    ['other scripts in a comment', '# \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u00e9 \u00a0\n'],
    ['separators of lines, which are told apart from characters', 'a==1\u2028b==2\u0085c==3\u000bd==4\n'],
  ])('is not in %s', (_name, text) => {
    expect(hidden(text)).toEqual([]);
  });

  test('is placed behind a byte order mark', () => {
    expect(hidden('\ufeffa\u200b==1\n')).toEqual(['U+200B']);
  });
});

describe('what pip ends a line at and editors do not show', () => {
  test.each([
    ['a line separator and a paragraph separator', 'a==1\u2028b==2\u2029c==3\n', ['U+2028', 'U+2029']],
    ['a next line', 'a==1\u0085b==2\n', ['U+0085']],
    ['tabs of the old kind', 'a==1\vb==2\fc==3\n', ['U+000B', 'U+000C']],
    ['separators of files, groups and records', 'a\u001cb\u001dc\u001ed\n', ['U+001C', 'U+001D', 'U+001E']],
    ['nothing but line ends', 'a==1\nb==2\r\nc==3\rd==4', []],
    ['a unit separator, at which pip ends no line', 'a\u001fb\n', []],
  ])('%s', (_name, text, found) => {
    expect(separators(text)).toEqual(found);
  });

  test('is found behind a byte order mark, where it stands', () => {
    expect(separators('\ufeffa==1\u2028b==2')).toEqual(['U+2028']);
  });
});

import { describe, expect, test } from 'vitest';

import { textOf } from '../testing/text-of.ts';
import { requirementsFile } from './requirements-file.ts';

function hidden(text: string): readonly string[] {
  const file = requirementsFile('r.txt', { kind: 'text', text });
  if (file.kind !== 'read') throw new Error('It is a text.');
  for (const { codePoint, at } of file.hiddenCharacters) {
    expect(`U+${(textOf(text, at).codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`).toBe(
      codePoint,
    );
  }
  return file.hiddenCharacters.map(({ codePoint }) => codePoint);
}

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

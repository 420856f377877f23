import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { shellWord } from './shell-word.ts';

describe('a word of a shell', () => {
  test.each(['./api', 'a_b-c.d', 'x=1', 'C:/x', '50%'])('is %s as it is', (word) => {
    expect(shellWord(word)).toBe(word);
  });

  test.each([
    ['', "''"],
    ['a b', "'a b'"],
    ['*', "'*'"],
    ['~', "'~'"],
    ['$HOME', "'$HOME'"],
    ['`id`', "'`id`'"],
    ["it's", String.raw`'it'\''s'`],
    ['a\nb', "'a\nb'"],
    ['ä', "'ä'"],
  ])('is %j in quotes', (word, quoted) => {
    expect(shellWord(word)).toBe(quoted);
  });

  test('means what it was, whatever that is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", '\\', '"', '$', ' ', 'a') }), (word) => {
        expect(meant(shellWord(word))).toBe(word);
      }),
    );
  });
});

/** What a shell makes of it: nothing has a meaning between quotes, and a backslash before a quote means that quote. */
function meant(written: string): string {
  if (!/['\\"$ ]/.test(written)) return written;
  const pieces = Array.from(
    written.matchAll(/'([^']*)'|\\(.)/g),
    ([, inside, alone]) => inside ?? alone ?? '',
  );
  return pieces.join('');
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { shellWords } from './shell-words.ts';

describe('the words of a line', () => {
  test.each<readonly [string, readonly string[]]>([
    ['', []],
    ['-r base.txt', ['-r', 'base.txt']],
    ['  --pre\t-i   x  ', ['--pre', '-i', 'x']],
    ['--index-url="https://a b"', ['--index-url=https://a b']],
    ["-r 'my file.txt'", ['-r', 'my file.txt']],
    [String.raw`--ind\ex-url x\ y`, ['--index-url', 'x y']],
    [String.raw`"a\"b\\c\d" 'a\b'`, [String.raw`a"b\c\d`, String.raw`a\b`]],
    [`--in''dex"-url"`, ['--index-url']],
    [`'' ""`, ['', '']],
    ['a\u00a0b\vc', ['a\u00a0b\vc']],
  ])('%j', (text, words) => {
    expect(shellWords(text)).toEqual(words);
  });

  test.each(['"open', "it's", 'ends in \\', `'a' "`])(
    'are none in %j, where something is left open',
    (text) => {
      expect(shellWords(text)).toBeUndefined();
    },
  );

  test('are those that were quoted, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        const quoted = words.map((word) => `'${word.replaceAll("'", `'"'"'`)}'`);
        expect(shellWords(quoted.join(' '))).toEqual(words);
      }),
    );
  });

  test('are cut in a time that grows with the text', () => {
    expect(shellWords(`${'a"b"\\c'.repeat(50_000)}"`)).toBeUndefined();
  });
});

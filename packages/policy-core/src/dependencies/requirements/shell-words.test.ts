import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { placeInWord, shellWords } from './shell-words.ts';

const texts = (line: string) => shellWords(line)?.map(({ text }) => text);

describe('the words of a line', () => {
  test.each<readonly [string, readonly string[]]>([
    ['', []],
    ['  ', []],
    ['a  b\tc', ['a', 'b', 'c']],
    [`'a b' "c d"`, ['a b', 'c d']],
    [`a'b'"c"d`, ['abcd']],
    [`'' ""`, ['', '']],
    ['a\\ b \\"', ['a b', '"']],
    [`"a\\"b\\\\c\\d"`, ['a"b\\c\\d']],
    [`'a\\'`, ['a\\']],
    [`"it's"`, ["it's"]],
    ['a\u00a0b\x1fc', ['a\u00a0b\x1fc']],
    ['"\0a"\0', ['\0a\0']],
    ['#a #b', ['#a', '#b']],
  ])('%j', (line, words) => {
    expect(texts(line)).toEqual(words);
  });

  test.each([`'a`, `"a`, 'a\\', `"a\\"`, `a'b"c`, `"a\\`])('cannot be told in %j', (line) => {
    expect(shellWords(line)).toBeUndefined();
  });

  test('are read from an offset on: a quote before it does not matter', () => {
    expect(shellWords(`it's -r a`, 4)).toEqual([
      { text: '-r', start: 5, end: 7, isPlain: true },
      { text: 'a', start: 8, end: 9, isPlain: true },
    ]);
  });

  test('have a place for each of their characters', () => {
    const line = `x="a b"\\"c`;
    const [word] = shellWords(line) ?? [];
    if (word === undefined) throw new Error('There is a word.');
    const places = Array.from(word.text, (_, index) => placeInWord(line, word, index));
    expect(word.text).toBe('x=a b"c');
    expect(places).toEqual([0, 1, 3, 4, 5, 7, 9]);
    expect(placeInWord(line, word, word.text.length)).toBe(line.length);
  });

  test('come back from quotes as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        const quoted = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
        expect(texts(quoted.join(' '))).toEqual(words);
      }),
    );
  });

  test('without quotes and backslashes stand in the line as they are', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        for (const { text, start, end, isPlain } of shellWords(line) ?? []) {
          if (isPlain) expect(line.slice(start, end)).toBe(text);
        }
      }),
    );
  });
});

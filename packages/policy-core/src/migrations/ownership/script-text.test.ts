import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { CALLED, commandScript } from './script-text.ts';

const whole = (text: string) => ({ start: 0, end: text.length });

/** None for what is no list. */
function wordsOf(text: string, range = whole(text)) {
  const script = commandScript(text, range, CALLED);
  return script.kind === 'words' ? script.words : [];
}

describe('the words of a list', () => {
  it.each<[string, readonly string[]]>([
    ['["alembic", "upgrade", "head"]', ['alembic', 'upgrade', 'head']],
    ["['alembic','upgrade','head']", ['alembic', 'upgrade', 'head']],
    ['[ "sh" , "-c" , "a && b" ]', ['sh', '-c', 'a && b']],
    ['[\n  "a",\n  "b",\n]', ['a', 'b']],
    ['["say \\"a\\"", "b\\\\c"]', ['say "a"', 'b\\c']],
    ['["it\'s", "b"]', ["it's", 'b']],
    ['["", "a"]', ['', 'a']],
    ['["é 😀"]', ['é 😀']],
    ['[]', []],
    ['[a, b]', []],
  ])('%j', (text, expected) => {
    expect(wordsOf(text).map((word) => word.text)).toEqual(expected);
  });

  it('stand where they are written, with their quotes', () => {
    const text = 'CMD ["alembic", "a\\"b"]';
    const words = wordsOf(text, { start: 4, end: text.length });
    expect(words.map(({ start, end }) => text.slice(start, end))).toEqual(['"alembic"', '"a\\"b"']);
    expect(words.map(({ verbatimAt }) => verbatimAt)).toEqual([6, undefined]);
  });

  it('are the same that JSON has', () => {
    const plain = fc.array(fc.string().filter((word) => !JSON.stringify(word).includes('\\')));
    fc.assert(
      fc.property(plain, (words) => {
        const text = JSON.stringify(words);
        expect(wordsOf(text).map((word) => word.text)).toEqual(words);
      }),
    );
  });
});

describe('what is run', () => {
  const kindOf = (text: string) => commandScript(text, whole(text), CALLED).kind;

  it.each(['["a"]', ' ["a", "b"]', '\n["a"]', '['])('is a list of words: %j', (text) => {
    expect(kindOf(text)).toBe('words');
  });

  it.each(['a b', '"a" "b"', 'test [ -f x ]', '', 'a[0]'])('is a line for a shell: %j', (text) => {
    expect(kindOf(text)).toBe('shell');
  });

  it('keeps its circumstances', () => {
    const circumstances = { onStart: 'the image', isProduction: true, isThrowaway: false };
    expect(commandScript('a', whole('a'), circumstances)).toEqual({
      kind: 'shell',
      start: 0,
      end: 1,
      ...circumstances,
    });
    expect(commandScript('[]', whole('[]'), circumstances)).toEqual({
      kind: 'words',
      words: [],
      ...circumstances,
    });
  });
});

import { expect, test } from 'vitest';

import type { PythonNode } from '../parsers.ts';
import type { PythonFile } from './nodes.ts';
import { onceForFile } from './once-for-file.ts';

const fileOf = (text: string): PythonFile => {
  const root: PythonNode = { type: 'module', field: undefined, start: 0, end: text.length, children: [] };
  return { text, root };
};

/** Answers the text, and counts how often it was asked to. */
function counting(): { readonly ask: (file: PythonFile) => string; readonly count: () => number } {
  let asked = 0;
  const ask = onceForFile(({ text }: PythonFile) => {
    asked += 1;
    return text;
  });
  return { ask, count: () => asked };
}

test('what is asked again of the same file is not worked out again', () => {
  const { ask, count } = counting();
  const file = fileOf('a = 1');

  expect([ask(file), ask(file), ask({ ...file })]).toEqual(['a = 1', 'a = 1', 'a = 1']);
  expect(count()).toBe(1);
});

test('an answer of nothing is remembered, too', () => {
  let asked = 0;
  const ask = onceForFile((): undefined => void (asked += 1));
  const file = fileOf('');

  expect([ask(file), ask(file)]).toEqual([undefined, undefined]);
  expect(asked).toBe(1);
});

test('another file has an answer of its own, also with the same text', () => {
  const { ask, count } = counting();

  expect([ask(fileOf('a')), ask(fileOf('b')), ask(fileOf('b'))]).toEqual(['a', 'b', 'b']);
  expect(count()).toBe(3);
});

test('files that take turns are each answered by what they are, if anew', () => {
  const { ask, count } = counting();
  const [one, two] = [fileOf('one'), fileOf('two')];

  expect([one, two, one, two].map(ask)).toEqual(['one', 'two', 'one', 'two']);
  expect(count()).toBe(4);
});

test('a question asked while another file is being answered disturbs neither', () => {
  const [outer, inner] = [fileOf('outer'), fileOf('inner')];
  const ask: (file: PythonFile) => string = onceForFile(({ text }) =>
    text === 'outer' ? `${text} of ${ask(inner)}` : text,
  );

  expect([ask(outer), ask(inner), ask(outer)]).toEqual(['outer of inner', 'inner', 'outer of inner']);
});

test('what fails is asked again', () => {
  let asked = 0;
  const ask = onceForFile(({ text }: PythonFile) => {
    asked += 1;
    if (asked === 1) throw new Error('not yet');
    return text;
  });
  const file = fileOf('a');

  expect(() => ask(file)).toThrow('not yet');
  expect(ask(file)).toBe('a');
});

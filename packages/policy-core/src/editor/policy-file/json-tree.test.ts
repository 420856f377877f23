import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { plainTree, shownTree } from '../../testing/shown-tree.ts';
import { jsonTree } from './json-tree.ts';

const shown = (text: string) => shownTree(jsonTree(text), text);

describe('a tree of JSON', () => {
  test('knows each key with its quotes, and each value', () => {
    expect(shown('{ "a": 1, "b": ["x", true, null] }')).toEqual({
      '"a"': '1',
      '"b"': ['"x"', 'true', 'null'],
    });
  });

  test.each([
    ['a comment on a line', '{ // "b": 2\n"a": 1 }', { a: 1 }],
    ['a comment between signs', '{ "a": /* 2 */ 1 }', { a: 1 }],
    ['a comma at the end', '{ "a": [1, 2,], }', { a: [1, 2] }],
    ['Windows line ends', '{\r\n  "a": 1\r\n}\r\n', { a: 1 }],
    ['tabs', '{\t"a":\t1\t}', { a: 1 }],
    ['escapes', String.raw`{ "\u0061\n": "\"" }`, { 'a\n': '"' }],
    ['a byte order mark', '\uFEFF{ "a": 1 }', { a: 1 }],
  ])('is there with %s', (_, text, expected) => {
    expect(plainTree(jsonTree(text))).toEqual(expected);
  });

  test.each([
    ['without its end', '{ "a": { "b": [1', { a: { b: [1] } }],
    ['without a value', '{ "a": }', { a: null }],
    ['without a colon', '{ "a" }', { a: null }],
    ['with a key that does not end', '{ "a', { a: null }],
    ['without a comma', '{ "a": 1 "b": 2 }', { a: 1, b: 2 }],
    ['with a bare word', '{ "a": bare, "b": 2 }', { a: null, b: 2 }],
    ['with single quotes', `{ 'a': 1, "b": 2 }`, { b: 2 }],
  ])('is there while it is half written, %s', (_, text, expected) => {
    expect(plainTree(jsonTree(text))).toEqual(expected);
  });

  test('places what is missing right behind its key', () => {
    const tree = jsonTree('{ "key" }');
    const [entry] = tree?.kind === 'map' ? tree.entries : [];
    expect(entry?.value).toEqual({ kind: 'scalar', range: { start: 7, end: 7 }, value: null });
  });

  test('keeps a key that is there twice, so that both can be shown', () => {
    const tree = jsonTree('{ "a": 1, "a": 2 }');
    expect(tree?.kind === 'map' && tree.entries.map(({ key, value }) => [key, plainTree(value)])).toEqual([
      ['a', 1],
      ['a', 2],
    ]);
  });

  test('counts in UTF-16 units', () => {
    expect(shown('{ "\u{1F600}": "é\u{1F600}" }')).toEqual({ '"\u{1F600}"': '"é\u{1F600}"' });
  });

  test.each(['', '  \n', '// nothing\n'])('is none of %j', (text) => {
    expect(jsonTree(text)).toBeUndefined();
  });

  test('holds what the reader of JSON holds, of any value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(plainTree(jsonTree(text))).toEqual(JSON.parse(text));
      }),
    );
  });
});

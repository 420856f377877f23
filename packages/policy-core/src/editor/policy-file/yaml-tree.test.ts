import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';

import { plainTree, shownTree } from '../../testing/shown-tree.ts';
import { nodeAt } from './policy-tree.ts';
import { yamlTree } from './yaml-tree.ts';

const shown = (text: string) => shownTree(yamlTree(text), text);

describe('a tree of YAML', () => {
  test('knows where each key and value stands, without what surrounds it', () => {
    expect(shown('a: 1 # one\n"b": [x, \'y\']\nc:\n  - d: z\n')).toEqual({
      a: '1',
      '"b"': ['x', "'y'"],
      c: [{ d: 'z' }],
    });
  });

  test.each([
    ['an anchor', 'a: &x 1\n', { a: 1 }],
    ['a tag', 'a: !!str 1\n', { a: '1' }],
    ['Windows line ends', 'a: 1\r\nb:\r\n  - x\r\n', { a: 1, b: ['x'] }],
    ['a beginning of a document', '---\na: 1\n', { a: 1 }],
    ['a byte order mark', '\uFEFFa: 1\n', { a: 1 }],
    ['comments everywhere', '# one\na: # two\n  # three\n  b: 1 # four\n# five\n', { a: { b: 1 } }],
    ['a text in lines', 'a: |\n  x\n  y\nb: >\n  x\n  y\n', { a: 'x\ny\n', b: 'x y\n' }],
    ['a map on one line', '{ a: 1, b: { c: [] } }', { a: 1, b: { c: [] } }],
    ['keys that are no texts', '1: a\ntrue: b\n', { '1': 'a', true: 'b' }],
    ['a list below its key, not indented', 'a:\n- x\n- y\n', { a: ['x', 'y'] }],
  ])('is there with %s', (_, text, expected) => {
    expect(plainTree(yamlTree(text))).toEqual(expected);
  });

  test.each([
    ['a key without a value', 'a:\nb: 1\n', { a: null, b: 1 }],
    ['a dash without an item', 'a:\n  -\n  - x\n', { a: [null, 'x'] }],
    ['brackets that do not end', 'a: [x, y\n', { a: ['x', 'y'] }],
    ['braces that do not end', 'a: { b: 1, c\n', { a: { b: 1, c: null } }],
    ['quotes that do not end', 'a: "x\n', { a: 'x' }],
    ['a word below a map', 'a: 1\nwor', { a: 1, wor: null }],
    ['an alias of nothing', 'a: *x\nb: 1\n', { a: null, b: 1 }],
  ])('is there while it is half written, with %s', (_, text, expected) => {
    const tree = JSON.stringify(plainTree(yamlTree(text))).replaceAll(String.raw`\n`, '');
    expect(JSON.parse(tree)).toEqual(expected);
  });

  test('takes an alias for what stands there, nothing, wherever the anchor is', () => {
    expect(plainTree(yamlTree('a: &x [1]\nb: *x\n'))).toEqual({ a: [1], b: null });
    expect(shown('a: &x [1]\nb: *x\n')).toEqual({ a: ['1'], b: '*x' });
  });

  test('keeps a key that is there twice, and finds the first', () => {
    const tree = yamlTree('a: 1\na: 2\n');
    expect(tree?.kind === 'map' && tree.entries.map(({ key }) => key)).toEqual(['a', 'a']);
    expect(plainTree(nodeAt(tree, ['a']))).toBe(1);
  });

  test('leaves out a key that is a list or a map: no policy has one', () => {
    expect(plainTree(yamlTree('? [a, b]\n: 1\nc: 2\n'))).toEqual({ c: 2 });
    expect(plainTree(yamlTree('{ a: 1 }: 1\n'))).toEqual({});
  });

  test('counts in UTF-16 units', () => {
    expect(shown('\u{1F600}: é\u{1F600}\nb: x\n')).toEqual({ '\u{1F600}': 'é\u{1F600}', b: 'x' });
  });

  test.each(['', '\n\n', '# nothing\n', '---\n'])('is none, or nothing, of %j', (text) => {
    expect(plainTree(yamlTree(text)) ?? undefined).toBeUndefined();
  });

  test('holds any value that is written in YAML', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.boolean(), (value, isFlow) => {
        const text = stringify(
          { a: value },
          { collectionStyle: isFlow ? 'flow' : 'any', aliasDuplicateObjects: false },
        );
        // YAML has no zero below zero.
        expect(JSON.stringify(plainTree(yamlTree(text)))).toBe(JSON.stringify({ a: value }));
      }),
    );
  });
});

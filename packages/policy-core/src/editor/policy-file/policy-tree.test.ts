import { describe, expect, test } from 'vitest';
import { keysIn, nodeAt, policyTree, syntaxOf, textsIn } from './policy-tree.ts';
import type { PolicyNode } from './policy-node.ts';

const TEXTS = {
  yaml: 'a: 1\nb:\n  - c: [x, "y"]\n  - c: [z]\nd: { "e/f": true }\n',
  toml: 'a = 1\n[[b]]\nc = ["x", "y"]\n[[b]]\nc = ["z"]\n[d]\n"e/f" = true\n',
  json: '{ "a": 1, "b": [{ "c": ["x", "y"] }, { "c": ["z"] }], "d": { "e/f": true } }',
};

function plain(node: PolicyNode | undefined): unknown {
  if (node?.kind === 'map')
    return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
  return node?.kind === 'list' ? node.items.map(plain) : node?.value;
}

describe.each(Object.entries(TEXTS))('a tree of %s', (written, text) => {
  const syntax = syntaxOf(`lockkeeper.${written}`);
  const tree = policyTree(syntax, text);

  test('holds what is written', () => {
    expect(plain(tree)).toEqual({ a: 1, b: [{ c: ['x', 'y'] }, { c: ['z'] }], d: { 'e/f': true } });
  });

  test('knows where each key and value stands', () => {
    const shown = (node: PolicyNode | undefined) => node && text.slice(node.range.start, node.range.end);
    expect(shown(nodeAt(tree, ['b', 1, 'c', 0]))?.replaceAll('"', '')).toBe('z');
    const inner = nodeAt(tree, ['d']);
    const key = inner?.kind === 'map' ? inner.entries[0]?.keyRange : undefined;
    expect(key && text.slice(key.start, key.end)).toBe('"e/f"');
  });

  test('is asked by steps, and answers with nothing where there is nothing', () => {
    expect(textsIn(nodeAt(tree, ['b', 0, 'c']))).toEqual(['x', 'y']);
    expect(textsIn(nodeAt(tree, ['a']))).toEqual([]);
    expect(keysIn(tree)).toEqual(['a', 'b', 'd']);
    expect(keysIn(nodeAt(tree, ['b']))).toEqual([]);
    for (const steps of [['x'], ['a', 'x'], ['b', 'x'], ['b', 9], ['d', 0]])
      expect(nodeAt(tree, steps)).toBeUndefined();
  });
});

test('a table of TOML is put together from its parts', () => {
  const text = '[a.b]\nx = 1\n[[a.c]]\ny.z = 2\n[a.c.d]\nw = 3\n[a.b.e]\n[[a.c]]\ny = {}\n';
  expect(plain(policyTree('toml', text))).toEqual({
    a: { b: { x: 1, e: {} }, c: [{ y: { z: 2 }, d: { w: 3 } }, { y: {} }] },
  });
});

test('a value that is not written yet is nothing wide', () => {
  const tree = policyTree('yaml', 'a:\nb: 1\n');
  expect(nodeAt(tree, ['a'])).toEqual({ kind: 'scalar', range: { start: 2, end: 2 }, value: null });
  expect(plain(policyTree('json', '{ "a": }'))).toEqual({ a: null });
});

test('what nobody can read is no tree', () => {
  expect(policyTree('toml', 'a =')).toBeUndefined();
  expect(policyTree('yaml', '')).toBeUndefined();
  expect(policyTree('json', '')).toBeUndefined();
  expect(policyTree('json', '['.repeat(100_000))).toBeUndefined();
});

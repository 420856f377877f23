import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';

import { readPolicyText } from '../../policy/source/read-policy-text.ts';
import { plainTree, shownTree } from '../../testing/shown-tree.ts';
import { nodeAt } from './policy-node.ts';
import { policyTree, type PolicySyntax } from './policy-tree.ts';

const plain = (syntax: PolicySyntax, text: string) => plainTree(policyTree(syntax, text));
const shown = (syntax: PolicySyntax, text: string) => shownTree(policyTree(syntax, text), text);

describe('a tree of YAML', () => {
  test('knows where each key and value stands, without what surrounds it', () => {
    expect(shown('yaml', 'a: 1 # one\n"b": [x, \'y\']\nc:\n  - d: z\n')).toEqual({
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
    ['a key that is a list, which no policy has', '? [a, b]\n: 1\nc: 2\n', { c: 2 }],
    ['an alias, which stands for itself', 'a: &x [1]\nb: *x\n', { a: [1], b: null }],
  ])('is there with %s', (_, text, expected) => {
    expect(plain('yaml', text)).toEqual(expected);
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
    const tree = JSON.stringify(plain('yaml', text)).replaceAll(String.raw`\n`, '');
    expect(JSON.parse(tree)).toEqual(expected);
  });

  test('holds any value that is written in YAML', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.boolean(), (value, isFlow) => {
        const text = stringify(
          { a: value },
          { collectionStyle: isFlow ? 'flow' : 'any', aliasDuplicateObjects: false },
        );
        // YAML has no zero below zero.
        expect(JSON.stringify(plain('yaml', text))).toBe(JSON.stringify({ a: value }));
      }),
    );
  });
});

describe('a tree of TOML', () => {
  test('knows where each key and value stands, and a table by the last word of its head', () => {
    expect(shown('toml', 'a = 1 # one\n"b" = ["x", \'y\']\n[c."d"]\ne.f = true\n[[c.g]]\nh = 2\n')).toEqual({
      a: '1',
      '"b"': ['"x"', "'y'"],
      c: { '"d"': { e: { f: 'true' } }, g: [{ h: '2' }] },
    });
  });

  test.each([
    ['tables in pieces', '[a.b]\nx = 1\n[a]\ny = 2\n', { a: { b: { x: 1 }, y: 2 } }],
    ['lists of tables', '[[a]]\n[[a.b]]\n[[a.b]]\n[[a]]\n', { a: [{ b: [{}, {}] }, {}] }],
    ['an inline table', 'a = { b.c = 1, b.d = "x" }\n', { a: { b: { c: 1, d: 'x' } } }],
    ['a byte order mark', '\uFEFFa = 1\n', { a: 1 }],
    ['nothing in it', '', {}],
  ])('is there with %s', (_, text, expected) => {
    expect(plain('toml', text)).toEqual(expected);
  });

  test('places what stands behind a byte order mark', () => {
    expect(shown('toml', '\uFEFFversion = 1\n[policy]\n')).toEqual({ version: '1', policy: {} });
  });

  test('reaches over the whole text, and a list of tables from the first head to the last line', () => {
    const text = 'v = 1\n[[a]]\nb = 1\n[[a]]\nb = 2\n[c]\n';
    const tree = policyTree('toml', text);
    const written = (steps: readonly (string | number)[]) => {
      const range = nodeAt(tree, steps)?.range;
      return range && text.slice(range.start, range.end);
    };
    expect(written([])).toBe(text);
    expect(written(['a'])).toBe('[[a]]\nb = 1\n[[a]]\nb = 2');
    expect(written(['a', 1])).toBe('[[a]]\nb = 2');
  });

  test('holds what the policy is read as', () => {
    const key = fc.constantFrom('a', 'b', 'c', '"d.e"');
    const value = fc.constantFrom('1', 'true', '"x"', "'y'", '[]', '["x", 2]', '{ a = 1 }', '{ b.c = "x" }');
    const way = fc.array(key, { minLength: 1, maxLength: 3 }).map((keys) => keys.join('.'));
    const line = fc.oneof(
      fc.tuple(way, value).map(([name, one]) => `${name} = ${one}`),
      way.map((name) => `[${name}]`),
      way.map((name) => `[[${name}]]`),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const text = lines.join('\n');
        const tree = policyTree('toml', text);
        const read = readPolicyText('lockkeeper.toml', text);
        // Both readers refuse the same texts.
        expect(tree === undefined, text).toBe(read.kind === 'malformed');
        if (read.kind === 'value') expect(plainTree(tree)).toEqual(read.value);
      }),
    );
  });
});

describe('a tree of JSON', () => {
  test('knows each key with its quotes, and each value', () => {
    expect(shown('json', '{ "a": 1, "b": ["x", true, null] }')).toEqual({
      '"a"': '1',
      '"b"': ['"x"', 'true', 'null'],
    });
  });

  test.each([
    ['with comments', '{ // "b": 2\n"a": /* 2 */ 1 }', { a: 1 }],
    ['with a comma at the end', '{ "a": [1, 2,], }', { a: [1, 2] }],
    ['with escapes', String.raw`{ "\u0061\n": "\"" }`, { 'a\n': '"' }],
    ['with a byte order mark', '\uFEFF{ "a": 1 }', { a: 1 }],
    ['without its end', '{ "a": { "b": [1', { a: { b: [1] } }],
    ['without a value', '{ "a": }', { a: null }],
    ['without a colon', '{ "a" }', { a: null }],
    ['with a key that does not end', '{ "a', { a: null }],
    ['without a comma', '{ "a": 1 "b": 2 }', { a: 1, b: 2 }],
    ['with a bare word', '{ "a": bare, "b": 2 }', { a: null, b: 2 }],
    ['with single quotes', `{ 'a': 1, "b": 2 }`, { b: 2 }],
  ])('is there %s', (_, text, expected) => {
    expect(plain('json', text)).toEqual(expected);
  });

  test('holds what the reader of JSON holds, of any value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(plain('json', text)).toEqual(JSON.parse(text));
      }),
    );
  });
});

test.each([
  ['yaml', 'a: 1\na: 2\n'],
  ['json', '{ "a": 1, "a": 2 }'],
] as const)('a key that is there twice in %s is kept, and the first is found', (syntax, text) => {
  const tree = policyTree(syntax, text);
  expect(tree?.kind === 'map' && tree.entries.map(({ key, value }) => [key, plainTree(value)])).toEqual([
    ['a', 1],
    ['a', 2],
  ]);
  expect(plainTree(nodeAt(tree, ['a']))).toBe(1);
});

test.each([
  ['yaml', 'a:\nb: 1\n', 2],
  ['json', '{ "a": }', 5],
  ['json', '{ "a" }', 5],
] as const)(
  'a value that is missing in %s is nothing wide, right behind its key: %j',
  (syntax, text, end) => {
    expect(nodeAt(policyTree(syntax, text), ['a'])).toEqual({
      kind: 'scalar',
      range: { start: end, end },
      value: null,
    });
  },
);

test.each([
  ['yaml', '\u{1F600}: é\u{1F600}\nb: x\n', { '\u{1F600}': 'é\u{1F600}', b: 'x' }],
  ['toml', '"\u{1F600}" = "é\u{1F600}"\nb = "x"\n', { '"\u{1F600}"': '"é\u{1F600}"', b: '"x"' }],
  ['json', '{ "\u{1F600}": "é\u{1F600}" }', { '"\u{1F600}"': '"é\u{1F600}"' }],
] as const)('places in %s count in UTF-16 units', (syntax, text, expected) => {
  expect(shown(syntax, text)).toEqual(expected);
});

test.each([
  ['yaml', ''],
  ['yaml', '# nothing\n'],
  ['json', ''],
  ['json', '// nothing\n'],
  ['json', '['.repeat(100_000)],
  ['toml', 'a ='],
  ['toml', 'a'],
  ['toml', '[a'],
  ['toml', 'a = "x\n'],
  ['toml', 'a = 1\na = 2\n'],
] as const)('what nobody can read is no tree (row %#)', (syntax, text) => {
  expect(policyTree(syntax, text)).toBeUndefined();
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPolicyText } from '../../policy/source/read-policy-text.ts';
import { plainTree, shownTree } from '../../testing/shown-tree.ts';
import { nodeAt } from './policy-tree.ts';
import { tomlTree } from './toml-tree.ts';

const shown = (text: string) => shownTree(tomlTree(text), text);

describe('a tree of TOML', () => {
  test('knows where each key and value stands', () => {
    expect(shown('a = 1 # one\n"b" = ["x", \'y\']\n[c]\nd = true\n')).toEqual({
      a: '1',
      '"b"': ['"x"', "'y'"],
      c: { d: 'true' },
    });
  });

  test('knows a table by the last word of its head', () => {
    expect(shown('[a."b"]\nc = 1\n[[a.d]]\ne = 2\n')).toEqual({ a: { '"b"': { c: '1' }, d: [{ e: '2' }] } });
  });

  test.each([
    ['keys with dots', 'a.b.c = 1\na.b.d = 2\n', { a: { b: { c: 1, d: 2 } } }],
    ['keys with dots in an inline table', 'a = { b.c = 1, b.d = 2 }\n', { a: { b: { c: 1, d: 2 } } }],
    ['tables below tables of a list', '[[a]]\n[a.b]\nc = 1\n[[a]]\n', { a: [{ b: { c: 1 } }, {}] }],
    ['lists of tables below such', '[[a]]\n[[a.b]]\n[[a.b]]\n[[a]]\n', { a: [{ b: [{}, {}] }, {}] }],
    ['a table above one that was there', '[a.b]\nx = 1\n[a]\ny = 2\n', { a: { b: { x: 1 }, y: 2 } }],
    ['a list over several lines', 'a = [\n  1, # one\n  2,\n]\n', { a: [1, 2] }],
    ['texts over several lines', 'a = """\nx\ny"""\n', { a: 'x\ny' }],
    ['Windows line ends', 'a = 1\r\n[b]\r\nc = 2\r\n', { a: 1, b: { c: 2 } }],
    ['tabs', '\ta\t=\t1\n', { a: 1 }],
    ['escapes', String.raw`"\u0061" = "\t"`, { a: '\t' }],
    ['nothing in it', '', {}],
    ['a comment alone', '# nothing\n', {}],
  ])('is put together from %s', (_, text, expected) => {
    expect(plainTree(tomlTree(text))).toEqual(expected);
  });

  test('reaches over the whole text, and a list of tables from the first head to the last line', () => {
    const text = 'v = 1\n[[a]]\nb = 1\n[[a]]\nb = 2\n[c]\n';
    expect(tomlTree(text)?.range).toEqual({ start: 0, end: text.length });
    const list = nodeAt(tomlTree(text), ['a']);
    expect(list && text.slice(list.range.start, list.range.end)).toBe('[[a]]\nb = 1\n[[a]]\nb = 2');
    const second = nodeAt(tomlTree(text), ['a', 1]);
    expect(second && text.slice(second.range.start, second.range.end)).toBe('[[a]]\nb = 2');
  });

  test('counts in UTF-16 units', () => {
    expect(shown('"\u{1F600}" = "é\u{1F600}"\nb = "x"\n')).toEqual({
      '"\u{1F600}"': '"é\u{1F600}"',
      b: '"x"',
    });
  });

  test('begins behind a byte order mark, as where a policy is read', () => {
    expect(shown('\uFEFFversion = 1\n[policy]\n')).toEqual({ version: '1', policy: {} });
  });

  test.each([
    ['a value is missing', 'a ='],
    ['a key stands alone', 'a'],
    ['a head does not end', '[a'],
    ['a text does not end', 'a = "x\n'],
    ['a key is there twice', 'a = 1\na = 2\n'],
    ['a table is there twice', '[a]\n[a]\n'],
    ['a value is a table as well', 'a = 1\n[a]\n'],
  ])('is none where %s', (_, text) => {
    expect(tomlTree(text)).toBeUndefined();
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
        const tree = tomlTree(text);
        const read = readPolicyText('lockkeeper.toml', text);
        // Both readers refuse the same texts.
        expect(tree === undefined, text).toBe(read.kind === 'malformed');
        if (read.kind === 'value') expect(plainTree(tree)).toEqual(read.value);
      }),
    );
  });
});

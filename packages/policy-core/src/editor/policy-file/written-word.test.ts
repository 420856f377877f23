import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPolicyText } from '../../policy/source/read-policy-text.ts';
import { inFlow, inKey, inYaml, keyText, quoted } from './written-word.ts';

/** What a policy reads at `key`, when a text stands there as it is given. */
function readAs(path: string, text: string): unknown {
  const read = readPolicyText(path, text);
  return read.kind === 'value' ? read.value : read.problem;
}

describe('a word in YAML', () => {
  test.each([
    ['draft', 'draft'],
    ['migrations/drop-table', 'migrations/drop-table'],
    ['$schema', '$schema'],
    ['_private.py', '_private.py'],
    ['a@b.c', 'a@b.c'],
    ['off', 'off'],
  ])('%s is plain', (text, expected) => {
    expect(inYaml(text)).toBe(expected);
  });

  test.each([
    ['', "''"],
    ['1', "'1'"],
    ['2026-12-31', "'2026-12-31'"],
    ['true', "'true'"],
    ['False', "'False'"],
    ['null', "'null'"],
    ['~', "'~'"],
    ['yes', "'yes'"],
    ['NO', "'NO'"],
    ['Off', "'Off'"],
    ['*.py', "'*.py'"],
    ['&anchor', "'&anchor'"],
    ['a b', "'a b'"],
    ['a: b', "'a: b'"],
    ['a, b', "'a, b'"],
    ['[x]', "'[x]'"],
    ['# no', "'# no'"],
    ["it's", "'it''s'"],
    ['é', "'é'"],
  ])('%s stands in quotes', (text, expected) => {
    expect(inYaml(text)).toBe(expected);
  });

  test('is read as that text, as a key, as a value and within brackets', () => {
    const printable = fc.string({ maxLength: 12 }).filter((text) => !/[\n\r]/.test(text));
    fc.assert(
      fc.property(printable, (text) => {
        const word = inYaml(text);
        expect(readAs('lockkeeper.yaml', `${word}: [${word}, { a: ${word} }]\nb: ${word}\n`)).toEqual({
          [text]: [text, { a: text }],
          b: text,
        });
      }),
    );
  });
});

describe('a key in TOML', () => {
  test.each([
    ['version', 'version'],
    ['change_scope', 'change_scope'],
    ['a-b', 'a-b'],
    ['1', '1'],
    ['docs/encoding', '"docs/encoding"'],
    ['', '""'],
    ['a.b', '"a.b"'],
    ['a b', '"a b"'],
    ['say "x"', String.raw`"say \"x\""`],
    ['$schema', '"$schema"'],
  ])('%s is written %s', (key, expected) => {
    expect(inKey(key, 'toml')).toBe(expected);
    expect(readAs('lockkeeper.toml', `${inKey(key, 'toml')} = 1\n`)).toEqual({ [key]: 1 });
  });
});

describe('a value on one line', () => {
  test.each([
    ['draft', 'yaml', 'draft'],
    ['a b', 'yaml', "'a b'"],
    ['draft', 'toml', '"draft"'],
    ['draft', 'json', '"draft"'],
    ['say "x"', 'json', String.raw`"say \"x\""`],
    [16, 'yaml', '16'],
    [16, 'toml', '16'],
    [true, 'json', 'true'],
    [false, 'yaml', 'false'],
  ] as const)('%j in %s is %s', (value, syntax, expected) => {
    expect(inFlow(value, syntax)).toBe(expected);
  });

  test('is read as that value in every syntax', () => {
    const value = fc.oneof(fc.stringMatching(/^[ -~]{0,10}$/), fc.boolean(), fc.nat(999));
    fc.assert(
      fc.property(value, (one) => {
        expect(readAs('lockkeeper.yaml', `a: [${inFlow(one, 'yaml')}]\n`)).toEqual({ a: [one] });
        expect(readAs('lockkeeper.toml', `a = [${inFlow(one, 'toml')}]\n`)).toEqual({ a: [one] });
        expect(readAs('lockkeeper.json', `{ "a": [${inFlow(one, 'json')}] }`)).toEqual({ a: [one] });
      }),
    );
  });
});

test.each([
  ['"', 'plain', '"plain"'],
  ["'", 'plain', "'plain'"],
  ['"', "it's", '"it\'s"'],
  ["'", "it's", "'it''s'"],
  ['"', 'a\\b', String.raw`"a\\b"`],
  ["'", 'a\\b', String.raw`'a\b'`],
] as const)('in the quotes %s the text %s is %s', (quote, text, expected) => {
  expect(quoted(text, quote)).toBe(expected);
  expect(readAs('lockkeeper.yaml', `a: ${quoted(text, quote)}\n`)).toEqual({ a: text });
});

test.each([
  ['id', 'yaml', 'id: '],
  ['id', 'toml', 'id = '],
  ['id', 'json', '"id": '],
  ['a: b', 'yaml', "'a: b': "],
  ['a.b', 'toml', '"a.b" = '],
] as const)('the key %s in %s is begun as %j', (key, syntax, expected) => {
  expect(keyText(key, syntax)).toBe(expected);
});

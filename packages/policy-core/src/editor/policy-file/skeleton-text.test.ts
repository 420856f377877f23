import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPolicyText } from '../../policy/source/read-policy-text.ts';
import type { ValueSkeleton } from './skeleton.ts';
import { entrySnippet, itemSnippet, keyText, valueSnippet, type SnippetPlace } from './skeleton-text.ts';

const TEXT: ValueSkeleton = { kind: 'text' };
const PLAIN: ValueSkeleton = { kind: 'plain' };
const COLOUR: ValueSkeleton = { kind: 'choice', values: ['red', 'a b'] };
const ONE: ValueSkeleton = { kind: 'choice', values: [1] };
const LIST: ValueSkeleton = { kind: 'list', item: TEXT };
const COLOURS: ValueSkeleton = { kind: 'list', item: COLOUR };
const MAP: ValueSkeleton = {
  kind: 'map',
  entries: [
    ['id', TEXT],
    ['paths', LIST],
  ],
};
const EMPTY: ValueSkeleton = { kind: 'map', entries: [] };
const MAPS: ValueSkeleton = { kind: 'list', item: MAP };

const TOP = { isFlow: false, isTop: true, indent: 0 } as const;
const YAML: SnippetPlace = { syntax: 'yaml', ...TOP };
const FLOW: SnippetPlace = { ...YAML, isTop: false, isFlow: true };
const TOML: SnippetPlace = { syntax: 'toml', ...TOP };
const BELOW: SnippetPlace = { ...TOML, isTop: false };
const JSON_TEXT: SnippetPlace = { syntax: 'json', ...TOP, isFlow: true };

describe('a key with what belongs to it', () => {
  test.each<[string, ValueSkeleton, SnippetPlace, string]>([
    ['a text in YAML', TEXT, YAML, 'key: $1'],
    ['a number in YAML', PLAIN, YAML, 'key: $1'],
    ['a choice in YAML', COLOUR, YAML, "key: ${1|red,'a b'|}"],
    ['the only value in YAML', ONE, YAML, 'key: 1'],
    ['a list in YAML', LIST, YAML, 'key: [$1]'],
    ['a list of choices in YAML, which are offered there', COLOURS, YAML, 'key: [$1]'],
    ['a map in YAML', MAP, YAML, 'key:\n  id: $1\n  paths: [$2]'],
    ['a map without keys in YAML', EMPTY, YAML, 'key:\n  $1'],
    ['a list of maps in YAML', MAPS, YAML, 'key:\n  - id: $1\n    paths: [$2]'],
    ['a map in YAML behind a dash', MAP, { ...YAML, indent: 2 }, 'key:\n    id: $1\n    paths: [$2]'],
    ['a text within braces', TEXT, FLOW, 'key: $1'],
    ['a map within braces', MAP, FLOW, 'key: { id: $1, paths: [$2] }'],
    ['a list of maps within braces', MAPS, FLOW, 'key: [{ id: $1, paths: [$2] }]'],
    ['a text in TOML', TEXT, TOML, 'key = "$1"'],
    ['a number in TOML', PLAIN, TOML, 'key = $1'],
    ['a choice in TOML', COLOUR, TOML, 'key = ${1|"red","a b"|}'],
    ['a map at the top in TOML', MAP, TOML, '[key]\nid = "$1"\npaths = ["$2"]'],
    ['a map without keys at the top in TOML', EMPTY, TOML, '[key]\n$1'],
    ['a list of maps at the top in TOML', MAPS, TOML, '[[key]]\nid = "$1"\npaths = ["$2"]'],
    ['a map in a table of TOML', MAP, BELOW, 'key = { id = "$1", paths = ["$2"] }'],
    ['a list of maps in a table of TOML', MAPS, BELOW, 'key = [{ id = "$1", paths = ["$2"] }]'],
    ['a text in JSON', TEXT, JSON_TEXT, '"key": "$1"'],
    ['the only value in JSON', ONE, JSON_TEXT, '"key": 1'],
    ['a map in JSON', MAP, JSON_TEXT, '"key": { "id": "$1", "paths": ["$2"] }'],
    ['a map without keys in JSON', EMPTY, JSON_TEXT, '"key": { $1 }'],
  ])('%s', (...row) => {
    const [, skeleton, place, expected] = row;
    expect(entrySnippet('key', skeleton, place)).toBe(expected);
  });

  test('is one line where a map within another asks for texts alone', () => {
    const outer: ValueSkeleton = {
      kind: 'map',
      entries: [['require', { kind: 'map', entries: [['label', TEXT]] }]],
    };
    expect(entrySnippet('key', outer, YAML)).toBe('key:\n  require: { label: $1 }');
    const deeper: ValueSkeleton = { kind: 'map', entries: [['below', MAP]] };
    expect(entrySnippet('key', deeper, YAML)).toBe('key:\n  below:\n    id: $1\n    paths: [$2]');
  });

  test.each([
    ['docs/encoding', 'yaml', 'docs/encoding: $1'],
    ['a b', 'yaml', "'a b': $1"],
    ['docs/encoding', 'toml', '"docs/encoding" = "$1"'],
    ['docs/encoding', 'json', '"docs/encoding": "$1"'],
  ] as const)('is quoted where %s in %s must be', (key, syntax, expected) => {
    expect(entrySnippet(key, TEXT, { syntax, ...TOP })).toBe(expected);
  });

  test('escapes what a snippet would read as its own', () => {
    expect(entrySnippet('$schema', TEXT, YAML)).toBe('\\$schema: $1');
    expect(entrySnippet('$schema', TEXT, JSON_TEXT)).toBe('"\\$schema": "$1"');
    const odd: ValueSkeleton = { kind: 'choice', values: ['a,b', 'c|d'] };
    expect(entrySnippet('key', odd, YAML)).toBe("key: ${1|'a\\,b','c\\|d'|}");
    expect(entrySnippet('key', { kind: 'choice', values: ['$x'] }, YAML)).toBe('key: \\$x');
  });
});

describe('a value alone', () => {
  test.each<[ValueSkeleton, 'yaml' | 'toml' | 'json', string]>([
    [MAP, 'yaml', '{ id: $1, paths: [$2] }'],
    [MAP, 'toml', '{ id = "$1", paths = ["$2"] }'],
    [MAP, 'json', '{ "id": "$1", "paths": ["$2"] }'],
    [EMPTY, 'yaml', '{ $1 }'],
    [LIST, 'json', '["$1"]'],
    [COLOURS, 'toml', '[$1]'],
  ])('%j in %s', (skeleton, syntax, expected) => {
    expect(valueSnippet(skeleton, { syntax })).toBe(expected);
  });
});

describe('an item of a list in lines', () => {
  test('has its keys one below the other, behind where the dash is', () => {
    expect(itemSnippet(MAP)).toBe('id: $1\n  paths: [$2]');
  });

  test('has the keys of a map in it further in', () => {
    const item: ValueSkeleton = {
      kind: 'map',
      entries: [
        ['id', TEXT],
        ['below', MAP],
      ],
    };
    expect(itemSnippet(item)).toBe('id: $1\n  below:\n    id: $2\n    paths: [$3]');
  });

  test('that is no map is written on one line', () => {
    expect(itemSnippet(TEXT)).toBe('$1');
    expect(itemSnippet(LIST)).toBe('[$1]');
  });
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

describe('any snippet', () => {
  const key = fc.constantFrom('id', 'docs/encoding', 'a b', '$schema');
  const { skeleton } = fc.letrec<{ skeleton: ValueSkeleton }>((tie) => ({
    skeleton: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<ValueSkeleton>(TEXT, PLAIN, COLOUR, ONE, EMPTY),
      tie('skeleton').map((item): ValueSkeleton => ({ kind: 'list', item })),
      fc
        .uniqueArray(fc.tuple(key, tie('skeleton')), { selector: ([name]) => name, maxLength: 3 })
        .map((entries): ValueSkeleton => ({ kind: 'map', entries })),
    ),
  }));

  /** The first of what is to be chosen, and `1` wherever something is to be filled in. */
  function filled(snippet: string, syntax: SnippetPlace['syntax']): string {
    const blank = syntax === 'yaml' ? '' : ' ';
    return snippet
      .replaceAll(/\{ \$\d+ \}/g, `{${blank}}`)
      .replaceAll(/^(\[.*\]\n)\$\d+$/gm, '$1')
      .replaceAll(/^( +)\$\d+$/gm, '$1{}')
      .replaceAll(/^( *- )\$\d+$/gm, '$1{}')
      .replaceAll(/\$\{\d+\|((?:\\.|[^,|\\])*).*?\|\}/g, '$1')
      .replaceAll(/(?<!\\)\$\d+/g, '1')
      .replaceAll(/\\([\\$}])/g, '$1');
  }

  test.each([YAML, FLOW, TOML, BELOW, JSON_TEXT])('filled in can be read in %o', (place) => {
    fc.assert(
      fc.property(key, skeleton, (name, one) => {
        const text = filled(entrySnippet(name, one, place), place.syntax);
        const inBraces = place.isFlow ? `{ ${text} }` : text;
        const read = readPolicyText(`lockkeeper.${place.syntax}`, inBraces);
        expect(read.kind === 'value' ? Object.keys(Object(read.value)) : [read.problem, inBraces]).toEqual([
          name,
        ]);
      }),
    );
  });

  test('asks for its places in the order of the text, from one on', () => {
    fc.assert(
      fc.property(skeleton, fc.constantFrom(YAML, FLOW, TOML, BELOW, JSON_TEXT), (one, place) => {
        const stops = Array.from(entrySnippet('key', one, place).matchAll(/(?<!\\)\$\{?(\d+)/g), ([, stop]) =>
          Number(stop),
        );
        expect(stops).toEqual(stops.map((_, index) => index + 1));
      }),
    );
  });
});

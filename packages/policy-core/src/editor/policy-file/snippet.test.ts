import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readPolicyText } from '../../policy/source/read-policy-text.ts';
import type { JsonSchemaPart } from './json-schema-part.ts';
import { entrySnippet, itemSnippet, valueSnippet, type SnippetPlace } from './snippet.ts';

const TEXT: JsonSchemaPart = { type: 'string' };
const NUMBER: JsonSchemaPart = { type: 'number' };
const COLOUR: JsonSchemaPart = { enum: ['red', 'a b'] };
const ONE: JsonSchemaPart = { const: 1 };
const SWITCH: JsonSchemaPart = { type: 'boolean' };
const LIST = listOf(TEXT);
const MAP = mapOf({ id: TEXT, paths: LIST });
const EMPTY = mapOf({});
const MAPS = listOf(MAP);

function listOf(items: JsonSchemaPart): JsonSchemaPart {
  return { type: 'array', items };
}

/** Besides what it must have it may have `more`. */
function mapOf(properties: Readonly<Record<string, JsonSchemaPart>>): JsonSchemaPart {
  return {
    type: 'object',
    required: Object.keys(properties).toReversed(),
    properties: { ...properties, more: TEXT },
  };
}

const TOP = { isFlow: false, isTop: true, indent: 0 } as const;
const YAML: SnippetPlace = { syntax: 'yaml', ...TOP };
const FLOW: SnippetPlace = { ...YAML, isTop: false, isFlow: true };
const TOML: SnippetPlace = { syntax: 'toml', ...TOP };
const BELOW: SnippetPlace = { ...TOML, isTop: false };
const JSON_TEXT: SnippetPlace = { syntax: 'json', ...TOP, isFlow: true };

describe('a key with what belongs to it', () => {
  test.each<[string, JsonSchemaPart, SnippetPlace, string]>([
    ['a text in YAML', TEXT, YAML, 'key: $1'],
    ['a number in YAML', NUMBER, YAML, 'key: $1'],
    ['a choice in YAML', COLOUR, YAML, "key: ${1|red,'a b'|}"],
    ['the only value in YAML', ONE, YAML, 'key: 1'],
    ['a boolean in YAML', SWITCH, YAML, 'key: ${1|true,false|}'],
    ['the first of several forms in YAML', { anyOf: [TEXT, LIST] }, YAML, 'key: $1'],
    ['anything in YAML', {}, YAML, 'key: $1'],
    ['a list in YAML', LIST, YAML, 'key: [$1]'],
    ['a list of choices in YAML, which are offered there', listOf(COLOUR), YAML, 'key: [$1]'],
    ['a map in YAML', MAP, YAML, 'key:\n  id: $1\n  paths: [$2]'],
    ['a map without keys in YAML', EMPTY, YAML, 'key:\n  $1'],
    ['a list of maps in YAML', MAPS, YAML, 'key:\n  - id: $1\n    paths: [$2]'],
    ['a map in YAML behind a dash', MAP, { ...YAML, indent: 2 }, 'key:\n    id: $1\n    paths: [$2]'],
    ['a text within braces', TEXT, FLOW, 'key: $1'],
    ['a map within braces', MAP, FLOW, 'key: { id: $1, paths: [$2] }'],
    ['a list of maps within braces', MAPS, FLOW, 'key: [{ id: $1, paths: [$2] }]'],
    ['a text in TOML', TEXT, TOML, 'key = "$1"'],
    ['a number in TOML', NUMBER, TOML, 'key = $1'],
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
    const [, part, place, expected] = row;
    expect(entrySnippet('key', part, place)).toBe(expected);
  });

  test('is one line where a map within another asks for texts alone', () => {
    const outer = mapOf({ require: mapOf({ label: TEXT }) });
    expect(entrySnippet('key', outer, YAML)).toBe('key:\n  require: { label: $1 }');
    const deeper = mapOf({ below: MAP });
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
    const odd: JsonSchemaPart = { enum: ['a,b', 'c|d'] };
    expect(entrySnippet('key', odd, YAML)).toBe("key: ${1|'a\\,b','c\\|d'|}");
    expect(entrySnippet('key', { const: '$x' }, YAML)).toBe('key: \\$x');
  });
});

describe('a value alone', () => {
  test.each<[JsonSchemaPart, 'yaml' | 'toml' | 'json', string]>([
    [MAP, 'yaml', '{ id: $1, paths: [$2] }'],
    [MAP, 'toml', '{ id = "$1", paths = ["$2"] }'],
    [MAP, 'json', '{ "id": "$1", "paths": ["$2"] }'],
    [EMPTY, 'yaml', '{ $1 }'],
    [LIST, 'json', '["$1"]'],
    [listOf(COLOUR), 'toml', '[$1]'],
  ])('%j in %s', (part, syntax, expected) => {
    expect(valueSnippet(part, syntax)).toBe(expected);
  });
});

describe('an item of a list in lines', () => {
  test('has its keys one below the other, behind where the dash is', () => {
    expect(itemSnippet(MAP)).toBe('id: $1\n  paths: [$2]');
  });

  test('has the keys of a map in it further in', () => {
    const item = mapOf({ id: TEXT, below: MAP });
    expect(itemSnippet(item)).toBe('id: $1\n  below:\n    id: $2\n    paths: [$3]');
  });
});

describe('any snippet', () => {
  const key = fc.constantFrom('id', 'docs/encoding', 'a b', '$schema');
  const { part } = fc.letrec<{ part: JsonSchemaPart }>((tie) => ({
    part: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(TEXT, NUMBER, COLOUR, ONE, SWITCH, EMPTY),
      tie('part').map(listOf),
      fc.dictionary(key, tie('part'), { maxKeys: 3 }).map(mapOf),
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
      fc.property(key, part, (name, one) => {
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
      fc.property(part, fc.constantFrom(YAML, FLOW, TOML, BELOW, JSON_TEXT), (one, place) => {
        const stops = Array.from(entrySnippet('key', one, place).matchAll(/(?<!\\)\$\{?(\d+)/g), ([, stop]) =>
          Number(stop),
        );
        expect(stops).toEqual(stops.map((_, index) => index + 1));
      }),
    );
  });
});

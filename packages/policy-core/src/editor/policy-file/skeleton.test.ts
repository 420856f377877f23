import { describe, expect, test } from 'vitest';
import { schemaAt } from './schema-parts.ts';
import { valueSkeleton, type ValueSkeleton } from './skeleton.ts';
import type { JsonSchemaPart } from './json-schema-part.ts';

const TEXT: ValueSkeleton = { kind: 'text' };

describe('what has to be filled in', () => {
  test.each<[string, JsonSchemaPart, ValueSkeleton]>([
    ['of a text', { type: 'string' }, TEXT],
    ['of a text of a form', { type: 'string', format: 'path-pattern' }, TEXT],
    ['of a number', { type: 'number' }, { kind: 'plain' }],
    ['of anything', {}, { kind: 'plain' }],
    ['of a boolean', { type: 'boolean' }, { kind: 'choice', values: [true, false] }],
    ['of an enum', { enum: ['a', 'b'] }, { kind: 'choice', values: ['a', 'b'] }],
    ['of one value', { const: 1 }, { kind: 'choice', values: [1] }],
    ['of a list', { type: 'array', items: { type: 'string' } }, { kind: 'list', item: TEXT }],
    ['of a list of anything', { type: 'array' }, { kind: 'list', item: TEXT }],
    ['of a map without a key that must be there', { type: 'object' }, { kind: 'map', entries: [] }],
    ['of several forms is that of the first', { anyOf: [{ type: 'string' }, { type: 'array' }] }, TEXT],
  ])('%s', (_, part, expected) => {
    expect(valueSkeleton(part)).toEqual(expected);
  });

  test('of a map is what it must have, as the schema lists it', () => {
    const part: JsonSchemaPart = {
      type: 'object',
      required: ['z', 'a'],
      properties: { a: { type: 'string' }, b: { type: 'string' }, z: { type: 'boolean' } },
    };
    expect(valueSkeleton(part)).toEqual({
      kind: 'map',
      entries: [
        ['a', TEXT],
        ['z', { kind: 'choice', values: [true, false] }],
      ],
    });
  });
});

describe('of a policy there has to be filled in', () => {
  const list = (item: ValueSkeleton): ValueSkeleton => ({ kind: 'list', item });
  const map = (...entries: readonly (readonly [string, ValueSkeleton])[]): ValueSkeleton => ({
    kind: 'map',
    entries,
  });

  test.each<[string, ValueSkeleton]>([
    ['version', { kind: 'choice', values: [1] }],
    ['policy', map()],
    ['scope', list(TEXT)],
    ['protected', list(map(['id', TEXT], ['paths', list(TEXT)], ['require', map(['label', TEXT])]))],
    ['dependencies', list(map(['id', TEXT], ['source', TEXT], ['lock', TEXT]))],
    ['deployment', map()],
    [
      'waivers',
      list(map(['rule', TEXT], ['path', TEXT], ['reason', TEXT], ['approver', TEXT], ['expires', TEXT])),
    ],
  ])('for %s', (key, expected) => {
    const [part = {}] = schemaAt([key]);
    const found = valueSkeleton(part);
    // A rule is one of a list of names, or a text: what matters is which keys are asked for.
    expect(JSON.parse(JSON.stringify(found))).toEqual(expected);
  });
});

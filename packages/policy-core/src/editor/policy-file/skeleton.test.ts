import { describe, expect, test } from 'vitest';
import { schemaAt } from './schema-parts.ts';
import { skeletonOf, type Skeleton } from './skeleton.ts';
import type { SchemaPart } from './json-schema-part.ts';

const TEXT: Skeleton = { kind: 'text' };

describe('what has to be filled in', () => {
  test.each<[string, SchemaPart, Skeleton]>([
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
    expect(skeletonOf(part)).toEqual(expected);
  });

  test('of a map is what it must have, as the schema lists it', () => {
    const part: SchemaPart = {
      type: 'object',
      required: ['z', 'a'],
      properties: { a: { type: 'string' }, b: { type: 'string' }, z: { type: 'boolean' } },
    };
    expect(skeletonOf(part)).toEqual({
      kind: 'map',
      entries: [
        ['a', TEXT],
        ['z', { kind: 'choice', values: [true, false] }],
      ],
    });
  });
});

describe('of a policy there has to be filled in', () => {
  const list = (item: Skeleton): Skeleton => ({ kind: 'list', item });
  const map = (...entries: readonly (readonly [string, Skeleton])[]): Skeleton => ({ kind: 'map', entries });

  test.each<[string, Skeleton]>([
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
    const found = skeletonOf(part);
    // A rule is one of a list of names, or a text: what matters is which keys are asked for.
    expect(JSON.parse(JSON.stringify(found))).toEqual(expected);
  });
});

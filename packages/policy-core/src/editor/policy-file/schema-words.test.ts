import { describe, expect, test } from 'vitest';
import type { JsonSchemaPart } from './json-schema-part.ts';
import { typeWords } from './schema-words.ts';

describe('what may stand at a place', () => {
  test.each<[readonly JsonSchemaPart[], string]>([
    [[], ''],
    [[{}], 'anything'],
    [[{ type: 'string' }], 'a text'],
    [[{ type: 'string', format: 'path-pattern' }], 'a path pattern'],
    [[{ type: 'string', format: 'file-path' }], 'a path of a file'],
    [[{ type: 'string', format: 'folder-path' }], 'a path of a folder'],
    [[{ type: 'string', format: 'date' }], 'a day such as 2026-12-31'],
    [[{ type: 'string', format: 'email' }], 'a text'],
    [[{ type: 'number' }], 'a number'],
    [[{ type: 'integer' }], 'a number'],
    [[{ type: 'boolean' }], 'true | false'],
    [[{ type: 'object' }], 'a map'],
    [[{ properties: {} }], 'a map'],
    [[{ type: 'null' }], 'anything'],
    [[{ type: ['string', 'null'] }], 'anything'],
    [[{ enum: ['a', 'b'] }], 'a | b'],
    [[{ type: 'string', enum: ['a'] }], 'a'],
    [[{ const: 1 }], '1'],
    [[{ const: false }], 'false'],
    [[{ const: ['a'] }], '["a"]'],
    [[{ type: 'array' }], 'a list'],
    [[{ type: 'array', items: { type: 'string' } }], 'a list of texts'],
    [[{ type: 'array', items: { type: 'string', format: 'file-path' } }], 'a list of paths of files'],
    [[{ type: 'array', items: { type: 'object' } }], 'a list of maps'],
    [[{ type: 'array', items: { type: 'number' } }], 'a list of values'],
    [[{ type: 'array', items: { enum: ['ai', 'human'] } }], 'a list of ai | human'],
    [
      [{ type: 'array', items: { anyOf: [{ type: 'string', format: 'folder-path' }, { type: 'object' }] } }],
      'a list of paths of folders or maps',
    ],
    [[{ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'string' }] } }], 'a list of texts'],
    [[{ type: 'string' }, { type: 'object' }], 'a text, or a map'],
    [[{ type: 'string' }, { type: 'string' }], 'a text'],
  ])('%j: %s', (parts, words) => {
    expect(typeWords(parts)).toBe(words);
  });
});

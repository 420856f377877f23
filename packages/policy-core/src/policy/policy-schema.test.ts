import { expect, test } from 'vitest';

import { policyEditorSchema, policyJsonSchema, policySchema } from './policy-schema.ts';

test('the published schema knows the keys the checker accepts, and no others', () => {
  expect(policyJsonSchema()).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    additionalProperties: false,
    required: ['version'],
    properties: Object.fromEntries(Object.keys(policySchema.shape).map((key) => [key, expect.anything()])),
  });
});

test('only formats that every validator knows are published; our own editors are told more', () => {
  const formatsIn = (schema: object) =>
    new Set([...JSON.stringify(schema).matchAll(/"format":"([^"]+)"/g)].map(([, format]) => format));
  expect([...formatsIn(policyJsonSchema())]).toEqual(['date']);
  expect([...formatsIn(policyEditorSchema())].toSorted()).toEqual([
    'branch-kind',
    'date',
    'dependency-id',
    'file-path',
    'folder-path',
    'grant',
    'label-name',
    'path-pattern',
    'preset-name',
    'rule-id',
    'waivable-rule-id',
  ]);
});

test('every key is explained where an editor shows it', () => {
  const { properties } = policyJsonSchema() as { properties: Record<string, { description?: string }> };
  const silent = Object.entries(properties).filter(([, { description }]) => description === undefined);
  expect(silent.map(([key]) => key)).toEqual([]);
});

test.each([
  '',
  '/a',
  '\\a',
  'a\\b',
  '.',
  '..',
  './a',
  '../a',
  'a/./b',
  'a/../b',
  'a/..',
  'a//b',
  '//a',
  'a//',
])('a path is not written %j, as git would never write it', (path) => {
  expect(policySchema.safeParse({ version: 1, baseline: path }).success).toBe(false);
  expect(policySchema.safeParse({ version: 1, migrations: { alembic: [path] } }).success).toBe(false);
});

test.each(['a', '.a', 'a..b', '...', 'a/b.c', 'a/.b/c', 'ä/ b'])('a path is written %j', (path) => {
  expect(policySchema.safeParse({ version: 1, baseline: path }).success).toBe(true);
  expect(policySchema.safeParse({ version: 1, migrations: { alembic: [path] } }).success).toBe(true);
});

test('only a folder is written with a slash at its end', () => {
  expect(policySchema.safeParse({ version: 1, migrations: { alembic: ['a/b/'] } }).success).toBe(true);
  expect(policySchema.safeParse({ version: 1, baseline: 'a/b/' }).success).toBe(false);
});

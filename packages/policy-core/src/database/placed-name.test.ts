import { expect, test } from 'vitest';

import { newName, placedName } from './placed-name.ts';

const DATABASE = { schemas: ['audit', 'public'], visibleSchemas: ['public', 'audit'] };
const LOG = { schema: undefined, text: 'log' };
const tables = (...names: readonly string[]) => new Set(names);

test('a table lies in its schema', () => {
  expect(placedName({ schema: 'audit', text: 'log' }, DATABASE, tables())).toBe('audit.log');
  expect(placedName({ schema: 'public', text: 'log' }, DATABASE, tables('audit.log'))).toBe('log');
});

test('a table without one lies where the search path finds it first, however the schemas are ordered', () => {
  expect(placedName(LOG, DATABASE, tables('log', 'audit.log'))).toBe('log');
  expect(placedName(LOG, DATABASE, tables('audit.log'))).toBe('audit.log');
  expect(placedName(LOG, DATABASE, tables())).toBe('log');
  const turned = { ...DATABASE, visibleSchemas: ['audit', 'public'] };
  expect(placedName(LOG, turned, tables('log', 'audit.log'))).toBe('audit.log');
  expect(placedName(LOG, turned, tables())).toBe('audit.log');
});

test('a new one is made where the search path leads first', () => {
  const turned = { ...DATABASE, visibleSchemas: ['audit', 'public'] };
  expect(newName(LOG, turned)).toBe('audit.log');
  expect(newName({ schema: 'public', text: 'log' }, turned)).toBe('log');
});

test('of the search path, only schemas count that somebody looked into', () => {
  const place = { schemas: ['public'], visibleSchemas: ['ops', 'public'] };
  expect(placedName(LOG, place, tables())).toBe('log');
  expect(placedName({ schema: 'ops', text: 'log' }, place, tables())).toBeUndefined();
  expect(placedName(LOG, { ...place, schemas: ['audit'] }, tables())).toBeUndefined();
  expect(newName(LOG, { ...place, visibleSchemas: [] })).toBeUndefined();
});

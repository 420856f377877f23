import { expect, test } from 'vitest';

import { placedName } from './placed-name.ts';

const DATABASE = { schemas: ['audit', 'public'], visibleSchemas: ['public', 'audit'] };

test('a table lies in its schema', () => {
  expect(placedName({ schema: 'audit', text: 'log' }, DATABASE)).toBe('audit.log');
  expect(placedName({ schema: 'public', text: 'log' }, DATABASE)).toBe('log');
});

test('a table without one lies where the search path leads first, in whichever order the schemas were looked into', () => {
  expect(placedName({ schema: undefined, text: 'log' }, DATABASE)).toBe('log');
  const turned = { ...DATABASE, visibleSchemas: ['audit', 'public'] };
  expect(placedName({ schema: undefined, text: 'log' }, turned)).toBe('audit.log');
});

test('nothing is said of what lies where nobody looked', () => {
  expect(placedName({ schema: 'ops', text: 'log' }, DATABASE)).toBeUndefined();
  expect(placedName({ schema: undefined, text: 'log' }, { ...DATABASE, schemas: ['audit'] })).toBeUndefined();
  expect(placedName({ schema: undefined, text: 'log' }, { ...DATABASE, visibleSchemas: [] })).toBeUndefined();
});

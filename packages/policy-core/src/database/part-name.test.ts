import { expect, test } from 'vitest';

import { partName } from './part-name.ts';

test.each([
  [undefined, 'orders', 'orders'],
  ['public', 'orders', 'orders'],
  ['audit', 'log', 'audit.log'],
  ['public', 'audit.log', '"audit.log"'],
  ['a.b', 'c', '"a.b".c'],
  ['a', 'b.c', 'a."b.c"'],
  ['public', 'say "x"', '"say ""x"""'],
  ['public', 'with space', 'with space'],
])('%s and %s make %s', (schema, name, expected) => {
  expect(partName(schema, name)).toBe(expected);
});

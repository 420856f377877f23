import { expect, test } from 'vitest';

import { nearestWord } from './nearest-word.ts';

const KEYS = ['version', 'extends', 'protected', 'dependencies'];

test.each([
  ['protectd', 'protected'],
  ['Protected', 'protected'],
  ['verison', 'version'],
  ['dependency', 'dependencies'],
  ['branches', undefined],
  ['x', undefined],
])('for %s it proposes %s', (written, meant) => {
  expect(nearestWord(written, KEYS)).toBe(meant);
});

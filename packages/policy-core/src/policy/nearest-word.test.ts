import { expect, test } from 'vitest';

import { nearestWord } from './nearest-word.ts';

const KEYS = ['version', 'extends', 'protected', 'dependencies'];

test('a word is near itself, and the nearest wins', () => {
  expect(nearestWord('label', ['labels', 'label'])).toBe('label');
  expect(nearestWord('lable', ['labels', 'label'])).toBe('label');
  expect(nearestWord('label', [])).toBeUndefined();
});

test.each([
  ['titel', 'title'],
  ['lable', 'label'],
  ['tile', 'title'],
  ['ttile', 'title'],
  ['etitl', undefined],
])('a swap of neighbours is one slip: for %s it proposes %s', (written, meant) => {
  expect(nearestWord(written, ['title', 'label'])).toBe(meant);
});

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

import { expect, test } from 'vitest';

import { MAX_TEXT_UNITS, textContent } from './file-content.ts';

test('a text of two megabytes is read', () => {
  expect(textContent('x'.repeat(MAX_TEXT_UNITS)).kind).toBe('text');
});

test('one unit more is a fact of its own, and says so', () => {
  expect(textContent('x'.repeat(MAX_TEXT_UNITS + 1))).toEqual({
    kind: 'unreadable',
    problem: 'it has 2.0 MB and more than 2 MB is not analysed',
  });
});

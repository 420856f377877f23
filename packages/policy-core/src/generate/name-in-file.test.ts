import fc from 'fast-check';
import { expect, test } from 'vitest';

import { inFileName } from './name-in-file.ts';

test.each([
  ['release/f*', 'release\u02ff*'],
  ['a_2f', 'a/'],
  ['Release/**', 'release/**'],
  ['Ä*', 'ä*'],
  ['ΑI*', 'AI*'],
])('%s and %s are two files, on every disk', (one, other) => {
  expect(inFileName(one)).not.toBe(inFileName(other));
  expect(inFileName(one).toLowerCase()).not.toBe(inFileName(other).toLowerCase());
});

test('it is read back in one way only, and every disk takes it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (pattern) => {
      const name = inFileName(pattern);
      expect(name).toMatch(/^[a-z0-9._-]*$/);
      expect(decodeURIComponent(name.replaceAll('_', '%'))).toBe(pattern);
    }),
  );
});

test('what people write stays readable', () => {
  expect(inFileName('release/**')).toBe('release_2f_2a_2a');
  expect(inFileName('v1.0-*')).toBe('v1.0-_2a');
});

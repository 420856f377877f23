import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readSarifText } from '../testing/read-sarif-text.ts';
import { sarifText } from './sarif-text.ts';

test.each([
  ['a link', 'see [the log](https://a.example)', 'see \\[the log\\](https://a.example)'],
  ['a placeholder', 'table {0}', 'table {{0}}'],
  ['a backslash', 'C:\\[a]', 'C:\\\\\\[a\\]'],
  ['any other text', 'Drops the table "orders".', 'Drops the table "orders".'],
])('%s is shown as it is', (_, text, written) => {
  expect(sarifText(text)).toBe(written);
});

const PIECES = ['a', '0', '[', ']', '(', ')', '{', '}', '\\', ' '];

test('every text is read back as it was, without a link or a placeholder', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...PIECES) }), (text) => {
      expect(readSarifText(sarifText(text))).toEqual({ shown: text, links: 0, placeholders: 0 });
    }),
  );
});

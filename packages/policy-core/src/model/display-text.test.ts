import fc from 'fast-check';
import { expect, test } from 'vitest';

import { displayText } from './display-text.ts';

test.each([
  { text: 'plain/päth.py', shown: 'plain/päth.py' },
  { text: 'a\nb\tc\rd', shown: 'a\\nb\\tc\\rd' },
  { text: 'bell\u0007', shown: 'bell\\u{7}' },
  { text: 'evil\u202Etxt', shown: 'evil\\u{202e}txt' },
  { text: 'zero\u200Bwidth', shown: 'zero\\u{200b}width' },
  { text: 'latin-1 \udce9', shown: 'latin-1 \\xe9' },
  { text: 'line\u2028end', shown: 'line\\u{2028}end' },
  { text: 'emoji 😀', shown: 'emoji 😀' },
])('shows $shown', ({ text, shown }) => {
  expect(displayText(text)).toBe(shown);
});

test('whatever is shown stays on one line and holds nothing invisible', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(displayText(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test('showing twice is showing once', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      (text) => displayText(displayText(text)) === displayText(text),
    ),
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { shortenedText } from './shortened-text.ts';

describe('a text within a sentence', () => {
  test.each([0, 1, 299, 300])('of %i characters is told whole', (length) => {
    expect(shortenedText('a'.repeat(length))).toBe('a'.repeat(length));
  });

  test('of more is told by its beginning and its length', () => {
    expect(shortenedText(`flask==${'1'.repeat(5_000)}`)).toBe(`flask==${'1'.repeat(193)}… (5007 characters)`);
  });

  test('is not cut within a character', () => {
    expect(shortenedText(`${'a'.repeat(199)}${'\u{1f40d}'.repeat(100)}`)).toBe(
      `${'a'.repeat(199)}… (399 characters)`,
    );
  });

  test('is never much longer than what is shown of it, and well formed where it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 250, maxLength: 900 }), (text) => {
        const shown = shortenedText(text);
        expect(shown.length).toBeLessThanOrEqual(300);
        expect(shown).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
      }),
    );
  });
});

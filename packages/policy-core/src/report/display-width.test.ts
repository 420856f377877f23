import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { displayWidth } from './display-width.ts';

describe('the width of a text', () => {
  test.each([
    ['nothing', '', 0],
    ['Latin letters', 'op.drop_table', 13],
    ['accented letters', 'Äpfel', 5],
    ['a letter and a combining accent', 'e\u0301', 1],
    ['Chinese characters', '付款', 4],
    ['Hangul', '결제', 4],
    ['fullwidth forms', '！', 2],
    ['an emoji', '🚀', 2],
    ['an ideograph outside the first plane', '𠀋', 2],
    ['Cyrillic', 'платёж', 6],
    ['a box', '│', 1],
  ])('of %s', (_, text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  test('of ASCII is its length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(displayWidth(text)).toBe(text.length);
      }),
    );
  });

  test('of two texts is the sum of both', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(displayWidth(one + other)).toBe(displayWidth(one) + displayWidth(other));
      }),
    );
  });
});

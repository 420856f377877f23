import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { spansIn } from '../../model/source-span.ts';
import { offsetOf } from './offset-of.ts';

describe('the offset of a place', () => {
  const text = 'ab\ncd\r\n\u{1F600}e\rf';

  test.each([
    ['the beginning', 0, 0, 0],
    ['within a line', 0, 1, 1],
    ['the end of a line', 0, 2, 2],
    ['behind the end of a line', 0, 9, 2],
    ['the second line', 1, 0, 3],
    ['behind the end of a line that ends as in Windows', 1, 5, 5],
    ['behind a sign of two UTF-16 units', 2, 2, 9],
    ['behind the end of a line that ends with a lone return', 2, 7, 10],
    ['the last line', 3, 0, 11],
    ['behind the last line', 3, 4, 12],
    ['in a line that is not there', 4, 0, 12],
    ['in a line far behind the text', 1000, 1000, 12],
  ] as const)('%s', (...row) => {
    const [, line, character, expected] = row;
    expect(offsetOf(text, { line, character })).toBe(expected);
  });

  test('in an empty text is its beginning', () => {
    expect(offsetOf('', { line: 0, character: 0 })).toBe(0);
    expect(offsetOf('', { line: 3, character: 3 })).toBe(0);
  });

  test('leads back to the place, but within a line end', () => {
    const anyText = fc
      .array(fc.constantFrom('a', ' ', '\n', '\r\n', '\r', 'é', '\u{1F600}'), { maxLength: 20 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(anyText, fc.nat(40), (written, nat) => {
        const offset = Math.min(nat, written.length);
        const back = offsetOf(written, spansIn('x', written).position(offset));
        const isWithinLineEnd = written.slice(offset - 1, offset + 1) === '\r\n';
        expect(back).toBe(isWithinLineEnd ? offset - 1 : offset);
      }),
    );
  });

  test('never lies outside the text', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(50), fc.nat(50), (written, line, character) => {
        const offset = offsetOf(written, { line, character });
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThanOrEqual(written.length);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { lineStarts, offsetOf, spansIn, startOf } from './source-span.ts';
import { textOf } from '../testing/text-of.ts';

describe('a position', () => {
  test.each([
    { offset: 0, line: 0, character: 0 },
    { offset: 3, line: 0, character: 3 },
    { offset: 4, line: 1, character: 0 },
    { offset: 7, line: 2, character: 0 },
    { offset: 9, line: 3, character: 1 },
  ])('counts lines that end in LF, CRLF or CR: offset $offset', ({ offset, line, character }) => {
    expect(spansIn('a.txt', 'abc\nd\r\n\rx').position(offset)).toEqual({ line, character });
  });

  test('does not take other separators for line ends, as LSP does not', () => {
    expect(lineStarts('a\u2028b\u0085c\fd')).toEqual([0]);
  });

  test('counts UTF-16 units: an emoji is two', () => {
    expect(spansIn('a.txt', '😀x').position(2)).toEqual({ line: 0, character: 2 });
  });

  test('outside the text is moved to its nearest end', () => {
    const spans = spansIn('a.txt', 'ab\nc');
    expect([spans.position(-5), spans.position(99)]).toEqual([
      { line: 0, character: 0 },
      { line: 1, character: 1 },
    ]);
  });
});

describe('a span', () => {
  test('covers exactly the text it was made of', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '\n', '\r', '😀', ' ') }),
        fc.nat(40),
        fc.nat(40),
        (text, a, b) => {
          const [start, end] = [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)];
          // A stretch that starts inside a CRLF has no place of its own: both halves are one line end.
          fc.pre(
            !text.slice(start - 1, start + 1).includes('\r\n') &&
              !text.slice(end - 1, end + 1).includes('\r\n'),
          );
          expect(textOf(text, spansIn('a', text).span(start, end))).toBe(text.slice(start, end));
        },
      ),
    );
  });

  test('of a whole file is its very beginning', () => {
    expect(startOf('a.py')).toEqual({
      path: 'a.py',
      start: { line: 0, character: 0 },
      end: { line: 0, character: 0 },
    });
  });
});

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

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { lineStarts, spansIn, startOf } from './source-span.ts';
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

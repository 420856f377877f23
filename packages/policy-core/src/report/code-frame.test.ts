import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { SourceSpan } from '../model/source-span.ts';
import { anySpan } from '../testing/any-report.ts';
import { spanOf } from '../testing/sample-report.ts';
import { codeFrame, linesOf } from './code-frame.ts';
import { displayWidth } from './display-width.ts';

function drawn(at: SourceSpan, text: string, columns = 80): string[] | undefined {
  const frame = codeFrame(at, linesOf(text), columns);
  return frame && [`${frame.lineNumber} | ${frame.code}`, frame.indent + frame.underline];
}

describe('a code frame', () => {
  test('underlines exactly the span', () => {
    expect(drawn(spanOf('r.txt', 1, [5, 11]), 'fastapi==1\nhttpx>=0.27\n')).toEqual([
      '2 | httpx>=0.27',
      '     ^^^^^^',
    ]);
  });

  test('shows the first line of a span over several', () => {
    const at = { path: 'a.py', start: { line: 0, character: 4 }, end: { line: 2, character: 1 } };
    expect(drawn(at, '    op.drop_table(\n  x\n)')).toEqual(['1 |     op.drop_table(', '    ^^^^^^^^^^^^^^']);
  });

  test('puts one mark at an empty span', () => {
    expect(drawn(spanOf('r.txt', 0, [5, 5]), 'httpx')).toEqual(['1 | httpx', '     ^']);
  });

  test('widens a tab to two columns', () => {
    expect(drawn(spanOf('Makefile', 0, [1, 5]), '\tpip install')).toEqual(['1 |   pip install', '  ^^^^']);
  });

  test('shows control characters and underlines what it shows', () => {
    expect(drawn(spanOf('a.sql', 0, [0, 3]), 'a\u0000b;')).toEqual(['1 | a\\u{0}b;', '^^^^^^^']);
  });

  test('counts wide characters as a terminal does', () => {
    expect(drawn(spanOf('a.sql', 0, [3, 5]), '付款 OK')).toEqual(['1 | 付款 OK', '     ^^']);
  });

  test('shows a long line around what is underlined', () => {
    const line = `${'a'.repeat(300)}NEEDLE${'b'.repeat(300)}`;
    const [code, underline] = drawn(spanOf('a.json', 0, [300, 306]), line, 30) ?? [];
    expect(code).toBe('1 | …aaaaaaaaaaNEEDLEbbbbbbbbbbbbbb…');
    expect(underline).toBe('           ^^^^^^');
  });

  test('marks no end of a long line that is shown from its start', () => {
    expect(drawn(spanOf('a.json', 0, [0, 1]), 'x'.repeat(50), 20)?.[0]).toBe(`1 | ${'x'.repeat(20)}…`);
  });

  test.each([
    ['the file as a whole', spanOf('a.txt', 0, [0, 0])],
    ['a line the text does not have', spanOf('a.txt', 9, [0, 1])],
  ])('is left out for %s', (_, at) => {
    expect(drawn(at, 'one line')).toBeUndefined();
  });

  test('reads lines as an editor does', () => {
    expect(linesOf('a\r\nb\rc\nd')).toEqual(['a', 'b', 'c', 'd']);
  });

  test('never points outside of the line it shows', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(anySpan, text, fc.integer({ min: 20, max: 120 }), (at, line, columns) => {
        const frame = codeFrame(
          at,
          Array.from({ length: 10 }, () => line.replace(/[\r\n]/g, '')),
          columns,
        );
        if (frame === undefined) return;
        expect(frame.code).not.toMatch(/[\r\n\t]/);
        expect(frame.indent.length).toBeLessThanOrEqual(displayWidth(frame.code));
        expect(frame.underline.length).toBeGreaterThanOrEqual(1);
        expect(frame.indent.length + frame.underline.length).toBeLessThanOrEqual(
          displayWidth(frame.code) + 1,
        );
      }),
    );
  });
});

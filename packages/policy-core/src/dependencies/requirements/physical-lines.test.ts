import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { nextPhysicalLine, startOfLines } from './physical-lines.ts';

const SEPARATORS = ['\n', '\r\n', '\r', '\v', '\f', '\x1c', '\x1d', '\x1e', '\x85', '\u2028', '\u2029'];

function linesOf(text: string) {
  const lines: { number: number; text: string; end: string }[] = [];
  const cursor = startOfLines(text);
  while (nextPhysicalLine(text, cursor)) {
    const { number, start, end, next } = cursor;
    lines.push({ number, text: text.slice(start, end), end: text.slice(end, next) });
  }
  return lines;
}

describe('physical lines', () => {
  test.each(SEPARATORS.map((separator) => [JSON.stringify(separator), separator] as const))(
    'end at %s',
    (_, separator) => {
      expect(linesOf(`a${separator}b`)).toEqual([
        { number: 1, text: 'a', end: separator },
        { number: 2, text: 'b', end: '' },
      ]);
    },
  );

  test.each(['\t', '\x1f', '\0', '\u00a0', '\u200b', ' '])('do not end at %j', (character) => {
    expect(linesOf(`a${character}b`)).toHaveLength(1);
  });

  test('end once at the end of the text: behind the last separator none begins', () => {
    expect(linesOf('a\n').map(({ text }) => text)).toEqual(['a']);
    expect(linesOf('')).toEqual([]);
    expect(linesOf('\n\n').map(({ text }) => text)).toEqual(['', '']);
  });

  test('may end each in its own way, and be counted all the same', () => {
    expect(linesOf('a\r\r\nb\n\rc\u2028').map(({ number, text }) => `${number}${text}`)).toEqual([
      '1a',
      '2',
      '3b',
      '4',
      '5c',
    ]);
  });

  test('keep a carriage return for a line end of its own where no line feed follows', () => {
    expect(linesOf('a\rb').map(({ text }) => text)).toEqual(['a', 'b']);
    expect(linesOf('a\r').map(({ end }) => end)).toEqual(['\r']);
  });

  test('do not have the byte order mark of the file, only of its middle', () => {
    expect(linesOf('\uFEFFa').map(({ text }) => text)).toEqual(['a']);
    expect(linesOf('a\n\uFEFFb').map(({ text }) => text)).toEqual(['a', '\uFEFFb']);
  });

  test('and what ends them make up the text again', () => {
    const piece = fc.constantFrom('a', ' ', '\\', '#', ...SEPARATORS);
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        const lines = linesOf(text);
        expect(lines.map((line) => line.text + line.end).join('')).toBe(text);
        expect(lines.map(({ number }) => number)).toEqual(lines.map((_, index) => index + 1));
        for (const line of lines) expect(SEPARATORS.some((one) => line.text.includes(one))).toBe(false);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { offsetsFromBytes, offsetsFromCodePoints, tableOfBytes } from './text-offsets.ts';

describe('Offsets from another unit', () => {
  it('agree with the encoder for bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) => {
        const bytes = new TextEncoder().encode(before).length;
        expect(offsetsFromBytes(before + after).utf16(bytes)).toBe(before.length);
      }),
    );
  });

  it('agree with iteration for code points', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (before, after) => {
        expect(offsetsFromCodePoints(before + after).utf16(Array.from(before).length)).toBe(before.length);
      }),
    );
  });

  it.each<[string, string, number, number, number]>([
    ['the beginning', 'abc', 0, 0, 0],
    ['plain letters', 'abc', 2, 2, 2],
    ['the end', 'abc', 3, 3, 3],
    ['a letter of two bytes', 'éa', 2, 1, 1],
    ['a letter of three bytes', '訂a', 3, 1, 1],
    ['a byte order mark', '\uFEFFa', 3, 1, 1],
    ['emoji of four bytes and two units', '😀a', 4, 1, 2],
    ['emoji that are joined', '👩‍🚀a', 11, 3, 5],
    ['letters with accents of their own', 'e\u0301a', 3, 2, 2],
    ['Windows line ends', 'a\r\nb', 3, 3, 3],
    ['a NUL', '\0a', 1, 1, 1],
  ])('are turned at %s', (...[, text, bytes, codePoints, units]) => {
    expect(offsetsFromBytes(text).utf16(bytes)).toBe(units);
    expect(offsetsFromCodePoints(text).utf16(codePoints)).toBe(units);
  });

  it('are those behind a letter when they are asked for inside of it', () => {
    expect([0, 1, 2, 3, 4].map((byte) => offsetsFromBytes('😀a').utf16(byte))).toEqual([0, 2, 2, 2, 2]);
  });

  it('never leave the text, whatever is asked for', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.array(fc.integer({ min: -5, max: 60 })),
        (text, asked) => {
          const [bytes, codePoints] = [offsetsFromBytes(text), offsetsFromCodePoints(text)];
          for (const offset of asked) {
            for (const found of [bytes.utf16(offset), codePoints.utf16(offset)]) {
              expect(found).toBeGreaterThanOrEqual(0);
              expect(found).toBeLessThanOrEqual(text.length);
            }
          }
        },
      ),
    );
  });

  it('are the same in any order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat(60)), (text, asked) => {
        const inTurn = offsetsFromBytes(text);
        expect(asked.map((offset) => inTurn.utf16(offset))).toEqual(
          asked.map((offset) => offsetsFromBytes(text).utf16(offset)),
        );
      }),
    );
  });

  it('can be asked in any order, and end with the text', () => {
    const offsets = offsetsFromBytes('a😀é');
    expect([7, 5, 1, 0, 99].map((byte) => offsets.utf16(byte))).toEqual([4, 3, 1, 0, 4]);
  });

  it('count a lone surrogate as the three bytes it is written as', () => {
    expect(offsetsFromBytes('\uD800x').utf16(3)).toBe(1);
  });
});

describe('A table of offsets', () => {
  it('gives the same answers, in whatever order it is asked', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.array(fc.integer({ min: -5, max: 60 })),
        (text, asked) => {
          const table = tableOfBytes(text);
          for (const offset of asked) expect(table.utf16(offset)).toBe(offsetsFromBytes(text).utf16(offset));
        },
      ),
    );
  });

  it('is quick where the walk would start again and again', () => {
    const text = 'é'.repeat(500_000);
    const table = tableOfBytes(text);
    for (let byte = 0; byte < 200_000; byte += 2) {
      expect(table.utf16(1_000_000 - byte)).toBe((1_000_000 - byte) / 2);
    }
  });

  it('counts a lone surrogate as three bytes', () => {
    expect(tableOfBytes('\uD83Da').utf16(3)).toBe(1);
  });
});

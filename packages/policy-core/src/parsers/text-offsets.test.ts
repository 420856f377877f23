import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { offsetsFromBytes, offsetsFromCodePoints } from './text-offsets.ts';

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

  it('can be asked in any order, and end with the text', () => {
    const offsets = offsetsFromBytes('a😀é');
    expect([7, 5, 1, 0, 99].map((byte) => offsets.utf16(byte))).toEqual([4, 3, 1, 0, 4]);
  });

  it('count a lone surrogate as the three bytes it is written as', () => {
    expect(offsetsFromBytes('\uD800x').utf16(3)).toBe(1);
  });
});

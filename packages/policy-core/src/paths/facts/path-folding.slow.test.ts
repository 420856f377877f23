import { describe, expect, test } from 'vitest';

import { foldPath } from './path-folding.ts';

describe('folding', () => {
  test('twice is folding once, for every single character', () => {
    const unstable = everyCharacter().filter((sign) => foldPath(foldPath(sign)) !== foldPath(sign));
    expect(unstable).toEqual([]);
  });

  test('makes every character equal to its capital and its small letter, the dotless i aside', () => {
    const apart = everyCharacter().filter(
      (sign) =>
        foldPath(sign.toLowerCase()) !== foldPath(sign) || foldPath(sign.toUpperCase()) !== foldPath(sign),
    );
    expect(apart).toEqual(['\u0131']);
  });
});

function everyCharacter(): readonly string[] {
  return Array.from({ length: 0x110000 }, (_, code) => code)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code));
}

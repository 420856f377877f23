import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { misread, misreadByte } from './misread-bytes.ts';

describe('the byte behind a character', () => {
  test.each([
    ['A', 0x41],
    ['€', 0x80],
    ['\u0080', 0x80],
    ['–', 0x96],
    ['Ÿ', 0x9f],
    ['\u009d', 0x9d],
    ['\u00a0', 0xa0],
    ['é', 0xe9],
    ['ÿ', 0xff],
  ])('%s is %i', (unit, byte) => {
    expect(misreadByte(unit)).toBe(byte);
  });

  test.each(['Ā', '→', '中', '\ufffd', '\ud83d'])('%s is none', (unit) => {
    expect(misreadByte(unit)).toBeUndefined();
  });
});

test.each([
  ['é', 'Ã©', 'Ã©'],
  ['–', 'â€“', 'â\u0080\u0093'],
  ['à', 'Ã\u00a0', 'Ã\u00a0'],
  ['中', 'ä¸\u00ad', 'ä¸\u00ad'],
  ['🚀', 'ðŸš€', 'ð\u009f\u009a\u0080'],
  ['%41 100%', '%41 100%', '%41 100%'],
])('%s becomes %s', (text, windows, latin) => {
  expect([misread(text, 'windows-1252'), misread(text, 'latin-1')]).toEqual([windows, latin]);
});

test('[property] the bytes of what is shown are those of the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('windows-1252', 'latin-1'), (text, as) => {
      const bytes = Array.from(misread(text, as), misreadByte);
      expect(bytes).toEqual([...Buffer.from(text, 'utf8')]);
    }),
  );
});

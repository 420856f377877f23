import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { quotedText } from './quoted-text.ts';

describe('what stands between quotation marks', () => {
  test.each([
    ['linux', 'linux'],
    ['', ''],
    ['#1 SMP (é) 😀', '#1 SMP (é) 😀'],
    [String.raw`\x41\u0042\U00000043\104`, 'ABCD'],
    [String.raw`\0\18\777`, '\u0000\u00018\u01FF'],
    [String.raw`\a\b\f\n\r\t\v\\\'\"`, '\u0007\b\f\n\r\t\v\\\'"'],
    [String.raw`\U0001F600`, '😀'],
    ['one\\\ntwo\\\r\nthree\\\rfour', 'onetwothreefour'],
    [String.raw`C:\dir\8`, String.raw`C:\dir\8`],
    ['\u2028\u0085\f\u001A', '\u2028\u0085\f\u001A'],
  ])('reads %j as Python does', (inside, value) => {
    expect(quotedText(inside)).toEqual({ kind: 'text', value });
  });

  test.each([
    ['a\\', 'a text of its marker holds a backslash that Python cannot read'],
    [String.raw`\x4`, 'a text of its marker holds a backslash that Python cannot read'],
    [String.raw`\xg0`, 'a text of its marker holds a backslash that Python cannot read'],
    [String.raw`\u12`, 'a text of its marker holds a backslash that Python cannot read'],
    [String.raw`\U00110000`, 'a text of its marker holds a backslash that Python cannot read'],
    ['a\nb', 'a text of its marker goes over a line'],
    ['a\rb', 'a text of its marker goes over a line'],
    ['\\\r\r', 'a text of its marker goes over a line'],
    ['a\u0000', 'a text of its marker holds a null character'],
    ['\uD83D', 'a text of its marker holds half a character'],
    ['\uDE00\uD83D', 'a text of its marker holds half a character'],
  ])('refuses %j as Python does', (inside, problem) => {
    expect(quotedText(inside)).toEqual({ kind: 'invalid', problem });
  });

  it('does not know the Unicode names of characters', () => {
    expect(quotedText(String.raw`\N{DIGIT ONE}`).kind).toBe('invalid');
  });

  it('is any text once it is escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const escaped = Array.from(value, (character) => {
          const code = character.codePointAt(0) ?? 0;
          return `\\U${code.toString(16).padStart(8, '0')}`;
        });
        expect(quotedText(escaped.join(''))).toEqual({ kind: 'text', value });
      }),
    );
  });
});

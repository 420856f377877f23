import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { pastedLines, mendedText, pastedAsWritten } from './pasted-text.ts';

describe('What a clipboard did to a text is undone', () => {
  it.each<[what: string, pasted: string, mended: string]>([
    ['a space that breaks no line', 'DROP\u00a0TABLE', 'DROP TABLE'],
    ['spaces of every width', 'a\u2002b\u2003c\u2009d\u202fe\u3000f\u1680g', 'a b c d e f g'],
    ['characters without a width', 'D\u200bR\u200cO\u200dP\u2060 \u00adT\ufeff', 'DROP T'],
    ['marks of direction', 'a\u202eb\u2066c', 'abc'],
    ['variants and fillers', '⚠\ufe0f a\u034fb\u3164', '⚠ ab'],
    ['wide letters', 'ＤＲＯＰ　ＴＡＢＬＥ；', 'DROP TABLE;'],
    ['mathematical letters', '𝐃𝐑𝐎𝐏', 'DROP'],
    ['quotes of typography', '“a” ‘b’ You’re', "\"a\" 'b' You're"],
    ['colours', '\u001b[1;31mDROP\u001b[0m', 'DROP'],
    ['links and titles of a terminal', '\u001b]8;;https://a.b\u0007DROP\u001b]8;;\u001b\\', 'DROP'],
    ['control characters', 'D\u0000R\u0008OP', 'DROP'],
    ['line breaks of every kind', 'a\r\nb\rc\nd\u2028e\u0085f', 'a\nb\nc\nd\ne\nf'],
    ['tabs, which stay', 'a\tb', 'a\tb'],
  ])('%s', (_, pasted, mended) => {
    expect(mendedText(pasted).text).toBe(mended);
  });

  it('and its lines keep their numbers', () => {
    const { text, lineAt } = mendedText('one\u2028still one\r\ntwo\rthree');
    expect(text).toBe('one\nstill one\ntwo\nthree');
    expect(['one', 'still', 'two', 'three'].map((word) => lineAt(text.indexOf(word)))).toEqual([1, 1, 2, 3]);
    expect(lineAt(10_000)).toBe(3);
  });
});

describe('What was written', () => {
  it('stays as it is, but for the ends of its lines', () => {
    const { text, lineAt } = pastedAsWritten('SELECT ‘a’;\r\n\u00a0b\u2028c\rd');
    expect(text).toBe('SELECT ‘a’;\n\u00a0b\u2028c\nd');
    expect(lineAt(text.indexOf('c'))).toBe(2);
    expect(lineAt(text.indexOf('d'))).toBe(3);
  });

  it('is the same as what is mended where it is plain', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('aB;"\'-*/ \t\n\r$(')) }), (plain) => {
        expect(mendedText(plain).text).toBe(pastedAsWritten(plain).text);
      }),
    );
  });
});

it('Every line of either reading is one that was pasted', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(80), (pasted, offset) => {
      const most = pastedLines(pasted).length;
      for (const { lineAt } of [pastedAsWritten(pasted), mendedText(pasted)]) {
        expect(lineAt(offset)).toBeGreaterThanOrEqual(1);
        expect(lineAt(offset)).toBeLessThanOrEqual(most);
        expect(lineAt(offset + 1)).toBeGreaterThanOrEqual(lineAt(offset));
      }
    }),
  );
});

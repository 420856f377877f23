import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { hasPlaceholder, placeInFile, skeletonOf, withSources, type TextPart } from './text.ts';

const known = (text: string, start: number, verbatim = true): TextPart => ({
  kind: 'known',
  text,
  start,
  end: start + text.length,
  verbatim,
});
const unknown = (source: string, start: number): TextPart => ({
  kind: 'unknown',
  source,
  start,
  end: start + source.length,
});

describe('The skeleton of a text', () => {
  it.each<[string, TextPart[], string]>([
    ['nothing', [], ''],
    ['what is known', [known('DROP TABLE ', 0), known('orders', 20)], 'DROP TABLE orders'],
    ['a hole', [known('DROP TABLE ', 0), unknown('{name}', 11)], 'DROP TABLE _lk1_'],
    ['a hole in a name', [known('tmp_', 0), unknown('{a}', 4), known('_old', 7)], 'tmp__lk1__old'],
    ['two holes', [unknown('{a}', 0), known('.', 3), unknown('{b}', 4)], '_lk0_._lk2_'],
    ['only a hole', [unknown('sql', 0)], '_lk0_'],
  ])('has a name for each hole: %s', (_, parts, text) => {
    expect(skeletonOf(parts).text).toBe(text);
    expect(hasPlaceholder(text)).toBe(parts.some(({ kind }) => kind === 'unknown'));
  });

  it('shows the source of its holes to people', () => {
    const skeleton = skeletonOf([known('a.', 0), unknown('{b}', 2), unknown('name()', 5), unknown('%s', 11)]);
    expect(withSources('a._lk1_', skeleton)).toBe('a.{b}');
    expect(withSources('_lk2_', skeleton)).toBe('{name()}');
    expect(withSources('_lk3_', skeleton)).toBe('%s');
    expect(withSources('_lk1__lk2_', skeleton)).toBe('{b}{name()}');
  });

  it('leaves alone what only looks like a hole', () => {
    const skeleton = skeletonOf([known('_lk0_', 0), unknown('{a}', 5)]);
    expect(withSources('_lk0_', skeleton)).toBe('_lk0_');
    expect(withSources('_lk9_', skeleton)).toBe('_lk9_');
    expect(withSources('lk1_', skeleton)).toBe('lk1_');
  });

  it.each(['_lk_', 'lk0', '_lkx_', '_LK0_', ''])('has no hole in %j', (text) => {
    expect(hasPlaceholder(text)).toBe(false);
  });

  it('is asked again and again, which changes nothing', () => {
    expect([1, 2, 3].map(() => hasPlaceholder('_lk0_'))).toEqual([true, true, true]);
  });
});

describe('The place of a stretch in the file', () => {
  const parts = [known('DROP ', 100), known('TABLE ', 110), unknown('{name}', 116), known('; SELECT', 122)];
  const skeleton = skeletonOf(parts);
  const place = (written: string) => {
    const start = skeleton.text.indexOf(written);
    return placeInFile(skeleton, start, start + written.length);
  };

  it.each<[string, { start: number; end: number }]>([
    ['DROP', { start: 100, end: 104 }],
    ['ROP T', { start: 101, end: 111 }],
    ['DROP TABLE _lk2_', { start: 100, end: 122 }],
    ['_lk2_', { start: 116, end: 122 }],
    ['lk2', { start: 116, end: 122 }],
    ['SELECT', { start: 124, end: 130 }],
  ])('is exact outside of holes, and whole for a hole: %s', (written, expected) => {
    expect(place(written)).toEqual(expected);
  });

  it('is that of the part where it is not written as it reads', () => {
    const escaped = skeletonOf([known('ab', 0), { ...known('cd', 2, false), end: 10 }, known('ef', 10)]);
    expect(placeInFile(escaped, 3, 4)).toEqual({ start: 2, end: 10 });
    expect(placeInFile(escaped, 1, 3)).toEqual({ start: 1, end: 10 });
    expect(placeInFile(escaped, 3, 5)).toEqual({ start: 2, end: 11 });
  });

  it('is unknown where the text is put together in another order', () => {
    const turned = skeletonOf([known('DROP TABLE ', 50), known('orders', 10)]);
    expect(placeInFile(turned, 0, 17)).toBeUndefined();
    expect(placeInFile(turned, 0, 4)).toEqual({ start: 50, end: 54 });
  });

  it('is unknown outside of the text', () => {
    expect(placeInFile(skeleton, 500, 510)).toBeUndefined();
    expect(placeInFile(skeletonOf([]), 0, 1)).toBeUndefined();
  });

  const texts = fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 6 }), fc.nat(3), fc.boolean()), {
    minLength: 1,
    maxLength: 6,
  });

  it('lies between the first and the last part, whatever is asked for', () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (drafts, from, length) => {
        let at = 0;
        const all = drafts.map(([text, gap, isKnown]) => {
          const part = isKnown ? known(text, at + gap) : unknown(text, at + gap);
          at = part.end;
          return part;
        });
        const whole = skeletonOf(all);
        const start = from % whole.text.length;
        const end = Math.min(whole.text.length, start + 1 + (length % 8));
        const found = placeInFile(whole, start, end);
        expect(found?.start).toBeGreaterThanOrEqual(all[0]?.start ?? 0);
        expect(found?.end).toBeLessThanOrEqual(at);
        expect(found?.end).toBeGreaterThan(found?.start ?? at);
      }),
    );
  });
});

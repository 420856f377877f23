import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { plainReading, confusableSkeleton, spellingSkeletonOf } from './confusable-path.ts';
import { LOOK_ALIKES } from './look-alikes.ts';

describe('names that look alike', () => {
  test.each([
    ['Cyrillic', 'backend/app/\u0441\u043er\u0435', 'backend/app/core'],
    ['one Cyrillic letter', 'b\u0430ckend/app/core', 'backend/app/core'],
    ['Greek', 'c\u03bfre/\u03bdault', 'core/vault'],
    ['a Greek sigma that looks like c', '\u03f2ore', 'core'],
    ['Armenian', 'c\u0585re', 'core'],
    ['Cherokee', '\u13a0ocs', 'Docs'],
    ['letters of full width', '\uff43\uff4f\uff52\uff45', 'core'],
    ['bold letters of mathematics', '\u{1d41c}\u{1d428}\u{1d42b}\u{1d41e}', 'core'],
    ['script letters', '\u{1d4f6}\u{1d4ea}\u{1d4f2}\u{1d4f7}', 'main'],
    ['letters in circles', '\u24d2\u24de\u24e1\u24d4', 'core'],
    ['a ligature', 'con\ufb01g', 'config'],
    ['a dotless i', 'm\u0131grations', 'migrations'],
    ['a stroke through a letter', 'c\u00f8re', 'core'],
    ['an accent', 'cor\u00e9', 'core'],
    ['an accent of its own', 'core\u0301', 'core'],
    ['several accents', 'c\u0323o\u0304r\u030ce\u0301', 'core'],
    ['a zero-width space', 'co\u200bre', 'core'],
    ['a soft hyphen', 'co\u00adre', 'core'],
    ['tag characters', 'core\u{e0061}', 'core'],
    ['a variation selector', 'core\ufe0f', 'core'],
    ['a Hangul filler', 'core\u3164', 'core'],
    ['another slash', 'backend\u2215app\u2044core', 'backend/app/core'],
    ['another dot', 'core\ua4f8py', 'core.py'],
    ['another hyphen', 'check\u2010ed', 'check-ed'],
    ['r and n', 'rnain.py', 'main.py'],
    ['one and l', '1ock.py', 'lock.py'],
    ['a capital i and l', 'Iock.py', 'lock.py'],
    ['zero and a capital o', 'C0RE', 'CORE'],
    ['a digit of mathematics', 'v\u{1d7cf}', 'vl'],
    ['a blank of full width', 'my\u3000docs', 'my docs'],
  ])('by %s have one skeleton', (_, one, other) => {
    expect(one).not.toBe(other);
    expect(confusableSkeleton(one)).toBe(confusableSkeleton(other));
  });

  test.each([
    ['core', 'care'],
    ['core', 'Core'],
    ['docs/a.md', 'docs/b.md'],
    ['backend/app/core', 'backend/app/cores'],
    ['\u0434\u043e\u043a\u0438', 'docs'],
    ['\u6587\u66f8', '\u6587\u5b57'],
    ['\u0e01\u0e34', '\u0e01\u0e35'],
    ['v2', 'v3'],
    ['a/b', 'a-b'],
  ])('do not include %s and %s', (one, other) => {
    expect(confusableSkeleton(one)).not.toBe(confusableSkeleton(other));
  });
});

describe('names that are spelt alike', () => {
  test.each([
    ['in another script', 'gu\u0456de', 'guide'],
    ['with what nobody sees', 'gu\u00adide', 'guide'],
    ['in letters of full width', '\uff47uide', 'guide'],
    ['with the same accent on a letter of another script', 'caf\u0435\u0301', 'caf\u00e9'],
    ['in another normal form', 'cafe\u0301', 'caf\u00e9'],
    ['with a Cyrillic capital that looks like an l as well', '\u0406ndex', 'Index'],
  ])('have one skeleton: %s', (_, one, other) => {
    expect(spellingSkeletonOf(one)).toBe(spellingSkeletonOf(other));
  });

  test.each([
    ['caf\u00e9', 'cafe'],
    ['cafe\u0301', 'cafe'],
    ['gr\u00f8n', 'gron'],
    ['k\u0131rm\u0131z\u0131', 'kirmizi'],
    ['\u0142aska', 'laska'],
    ['stra\u00dfe', 'strabe'],
    ['\u00e9t\u00e9', '\u00eat\u00e8'],
  ])('do not include %s and %s', (one, other) => {
    expect(spellingSkeletonOf(one)).not.toBe(spellingSkeletonOf(other));
  });
});

describe('what a person takes a path for', () => {
  test.each([
    ['backend/app/\u0441\u043er\u0435/auth.py', 'backend/app/core/auth.py'],
    ['backend/app/services/p\u0430yments/stripe.py', 'backend/app/services/payments/stripe.py'],
    ['\uff52\uff45\uff41\uff44\uff4d\uff45', 'readme'],
    ['\u{1d426}igrations', 'migrations'],
    ['\u0271igrations', 'migrations'],
    ['.\u0261ithub/workflows', '.github/workflows'],
    ['docs/\u6587\u66f8.md', 'docs/\u6587\u66f8.md'],
  ])('is, for %s, %s', (path, reading) => {
    expect(plainReading(path)).toBe(reading);
  });

  test('is the path itself in ASCII, digits and all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (path) => {
        expect(plainReading(path)).toBe(path);
      }),
    );
  });
});

describe('a skeleton', () => {
  const path = fc.string({ unit: 'binary', maxLength: 12 });

  test('is its own skeleton', () => {
    fc.assert(
      fc.property(path, (text) => {
        expect(confusableSkeleton(confusableSkeleton(text))).toBe(confusableSkeleton(text));
      }),
    );
  });

  test('is the same whether letters and accents are one or not', () => {
    fc.assert(
      fc.property(path, (text) => {
        expect(confusableSkeleton(text.normalize('NFD'))).toBe(confusableSkeleton(text.normalize('NFC')));
      }),
    );
  });

  test('does not see invisible characters', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z/]+$/), fc.nat(), (text, number) => {
        const at = number % text.length;
        expect(confusableSkeleton(`${text.slice(0, at)}\u200b${text.slice(at)}`)).toBe(
          confusableSkeleton(text),
        );
      }),
    );
  });

  test('is the path itself where nothing in it looks like something else', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-ln-z2-9/._-]*$/), (text) => {
        expect(confusableSkeleton(text)).toBe(text);
      }),
    );
  });

  test('of bytes that are not UTF-8 keeps them', () => {
    expect(confusableSkeleton('caf\udce9')).toBe('caf\udce9');
  });
});

describe('the table of characters', () => {
  test('leads to printable ASCII, from characters beyond it', () => {
    expect(LOOK_ALIKES.filter(([plain]) => !/^[!-~]+$/.test(plain))).toEqual([]);
    expect(LOOK_ALIKES.filter(([, characters]) => /[\0-\x7f]/.test(characters))).toEqual([]);
  });

  test('has each character once', () => {
    const all = LOOK_ALIKES.flatMap(([, characters]) => Array.from(characters));
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(800);
  });

  test('knows a look-alike of every letter and digit', () => {
    const signs = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789');
    const likenesses = new Set(LOOK_ALIKES.map(([plain]) => confusableSkeleton(plain)));
    expect(signs.filter((sign) => !likenesses.has(confusableSkeleton(sign)))).toEqual([]);
  });

  test('makes every character of it look like what it says', () => {
    const wrong = LOOK_ALIKES.flatMap(([plain, characters]) =>
      Array.from(characters).filter(
        (character) => confusableSkeleton(character) !== confusableSkeleton(plain),
      ),
    );
    expect(wrong).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { added } from '../testing/change-entries.ts';
import { plainReading, confusableSkeleton } from './confusable-path.ts';
import { findConfusableNames } from '../paths/facts/confusable-names.ts';
import { headTree } from '../paths/facts/head-tree.ts';
import { surroundingsOf } from '../testing/surroundings-of.ts';
import { LOOK_ALIKES } from './look-alikes.ts';
import { foldPath } from '../paths/facts/path-folding.ts';

const PAIRS = LOOK_ALIKES.flatMap(([plain, characters]) =>
  Array.from(characters, (character) => ({ plain, character })),
);
const named = (character: string) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`;

describe('the table', () => {
  test('says of each character once what it looks like', () => {
    const characters = PAIRS.map(({ character }) => character);
    expect(characters.filter((character, index) => characters.indexOf(character) < index).map(named)).toEqual(
      [],
    );
    expect(new Set(LOOK_ALIKES.map(([plain]) => plain)).size).toBe(LOOK_ALIKES.length);
  });

  test('speaks of characters beyond ASCII, and of what they look like in ASCII that is seen', () => {
    expect(PAIRS.filter(({ character }) => /\p{ASCII}/u.test(character))).toEqual([]);
    expect(LOOK_ALIKES.map(([plain]) => plain).filter((plain) => !/^[!-~]+$/.test(plain))).toEqual([]);
  });

  test('leaves out what decomposes by itself', () => {
    const needless = PAIRS.filter(({ plain, character }) => character.normalize('NFKD') === plain);
    expect(needless.map(({ character }) => named(character))).toEqual([]);
  });

  test('is in order, so that a new version of Unicode shows as what it adds', () => {
    const plain = LOOK_ALIKES.map(([text]) => text);
    expect(plain).toEqual(plain.toSorted((one, other) => (one < other ? -1 : 1)));
    for (const [, characters] of LOOK_ALIKES) {
      const codes = Array.from(characters, (character) => character.codePointAt(0) ?? 0);
      expect(codes).toEqual(codes.toSorted((one, other) => one - other));
    }
  });
});

describe('every character of it', () => {
  test('is read as what it looks like, wherever it stands in a path', () => {
    for (const { plain, character } of PAIRS) {
      expect(plainReading(`a/x${character}y.py`), named(character)).toBe(`a/x${plain}y.py`);
      expect(plainReading(character), named(character)).toBe(plain);
    }
  });

  test('has the skeleton of what it looks like', () => {
    for (const { plain, character } of PAIRS) {
      expect(confusableSkeleton(`x${character}`), named(character)).toBe(confusableSkeleton(`x${plain}`));
    }
  });

  test('counts for nothing less with an accent on it', () => {
    for (const { plain, character } of PAIRS) {
      expect(plainReading(`${character}\u0301`), named(character)).toBe(plain);
    }
  });

  test('hides no guarded name that it is written into', () => {
    const letters = PAIRS.filter(({ plain }) => /^[a-z]$/i.test(plain));
    expect(letters.length).toBeGreaterThan(500);
    for (const { plain, character } of letters) {
      const policy = guarding(`gu${plain}rd`);
      const path = `gu${character}rd/a.py`;
      // A mere capital or small form of the very letter is the matter of case collisions.
      if (foldPath(path) === foldPath(`gu${plain}rd/a.py`)) continue;
      expect(found(policy, path), named(character)).toEqual([`${path} looks like gu${plain}rd/**`]);
    }
  });
});

describe('a guarded name is known again', () => {
  /** `core`, as far as a script has letters like these, and what is left of ASCII. */
  const policy = guarding('core');

  test.each([
    ['Cyrillic', 'с', 'о', 'г', 'е'],
    ['Greek', 'ϲ', 'ο', 'r', 'e'],
    ['Greek, with a sigma', 'c', 'σ', 'r', 'e'],
    ['Armenian', 'c', 'օ', 'r', 'e'],
    ['Hebrew', 'c', 'ס', 'r', 'e'],
    ['Arabic', 'c', 'ه', 'r', 'e'],
    ['Devanagari', 'c', '०', 'r', 'e'],
    ['Tamil', 'c', '௦', 'r', 'e'],
    ['Malayalam', 'c', 'ഠ', 'r', 'e'],
    ['Thai', 'c', '๐', 'r', 'e'],
    ['Myanmar', 'c', 'ဝ', 'r', 'e'],
    ['Georgian', 'c', 'ჿ', 'r', 'e'],
    ['Coptic', 'ⲥ', 'ⲟ', 'ⲅ', 'e'],
    ['Deseret', '𐐽', '𐐬', 'r', 'e'],
    ['Osage', 'c', '𐓪', 'r', 'e'],
    ['Warang Citi', 'c', '𑣈', 'r', 'e'],
    ['Latin Extended', 'ꮯ', 'ꬽ', 'ꭇ', 'ꬲ'],
    ['phonetic letters', 'ᴄ', 'ᴏ', 'ᴦ', '℮'],
    ['full width', 'ｃ', 'ｏ', 'ｒ', 'ｅ'],
    ['mathematical bold', '𝐜', '𝐨', '𝐫', '𝐞'],
    ['mathematical script', '𝒸', 'ℴ', '𝓇', 'ℯ'],
    ['mathematical fraktur', '𝔠', '𝔬', '𝔯', '𝔢'],
    ['double struck', '𝕔', '𝕠', '𝕣', '𝕖'],
    ['sans serif', '𝖼', '𝗈', '𝗋', '𝖾'],
    ['monospace', '𝚌', '𝚘', '𝚛', '𝚎'],
    ['circles', 'ⓒ', 'ⓞ', 'ⓡ', 'ⓔ'],
    ['superscript letters', 'ᶜ', 'ᵒ', 'ʳ', 'ᵉ'],
    ['accents', 'ç', 'ö', 'ř', 'é'],
    ['several accents on one letter', 'c', 'ộ', 'r', 'ḝ'],
    ['strokes', 'ȼ', 'ø', 'ɍ', 'ɇ'],
    ['digits', 'c', '0', 'r', 'e'],
  ])('in letters of %s', (_, ...letters) => {
    const path = `${letters.join('')}/auth.py`;
    expect(found(policy, path)).toEqual([`${path} looks like core/**`]);
  });

  test.each([
    ['nothing beside it', 'core/auth.py'],
    ['another word', 'score/auth.py'],
    ['another word of another script', 'ядро/auth.py'],
    ['a word of the same length', 'тест/auth.py'],
    ['an umlaut that is no part of it', 'körper/auth.py'],
    ['Chinese', '核心/auth.py'],
    ['Korean', '코어/auth.py'],
    ['an emoji', '🔒/auth.py'],
  ])('and not in %s', (_, path) => {
    expect(found(policy, path)).toEqual([]);
  });
});

describe('whatever letters of a guarded name are exchanged', () => {
  const policy = guarding('payments');
  const spelling = fc
    .tuple(...Array.from('payments', (letter) => fc.constantFrom(letter, ...alikes(letter))))
    .map((letters) => letters.join(''));

  function alikes(letter: string): readonly string[] {
    return PAIRS.filter(({ plain }) => plain === letter).map(({ character }) => character);
  }

  test('it looks guarded, or is another case of it', () => {
    fc.assert(
      fc.property(spelling, (name) => {
        const path = `${name}/a.py`;
        if (foldPath(name) === 'payments') expect(found(policy, path)).toEqual([]);
        else expect(found(policy, path)).toEqual([`${path} looks like payments/**`]);
      }),
    );
  });

  test('two spellings have one skeleton', () => {
    fc.assert(
      fc.property(spelling, spelling, (one, other) => {
        expect(confusableSkeleton(one)).toBe(confusableSkeleton(other));
      }),
    );
  });
});

function guarding(folder: string) {
  return policyOf({ protected: [{ id: 'it', paths: [`${folder}/**`], require: { label: 'ok' } }] });
}

function found(policy: ReturnType<typeof policyOf>, path: string): readonly string[] {
  const entries = [added(path)];
  const tree = headTree(entries, surroundingsOf({ links: {}, folders: { '': { known: true, value: [] } } }));
  return findConfusableNames(policy, entries, tree).flatMap((name) => {
    if (name.kind === 'unknown') return [];
    return name.kind === 'guard'
      ? `${name.path} looks like ${name.line.pattern.text}`
      : `${name.path} is like ${name.other}`;
  });
}

import { beforeAll, describe, expect, it } from 'vitest';
import { Language } from 'web-tree-sitter';

import { installedParserBytes, testParsers } from '../testing/load-parsers.ts';
import { hasTreeMemory, productionsAt } from './tree-memory.ts';

describe('The memory of trees', () => {
  it('is there only as words', () => {
    expect(hasTreeMemory({ HEAPU32: new Uint32Array(1) })).toBe(true);
    expect(hasTreeMemory({})).toBe(false);
    expect(hasTreeMemory({ HEAPU32: [1] })).toBe(false);
    expect(hasTreeMemory({ HEAPU32: new Uint8Array(4) })).toBe(false);
  });
});

/** Pairs of halves, as the memory has them in a word. */
function halves(...values: readonly number[]): readonly number[] {
  return Array.from(
    { length: Math.ceil(values.length / 2) },
    (_, index) => (values[2 * index] ?? 0) + (values[2 * index + 1] ?? 0) * 0x1_0000,
  );
}

interface WrittenLanguage {
  readonly symbols: readonly number[];
  /** How many of the symbols are names of others. */
  readonly aliases?: number;
  readonly aliasesInProduction: number;
  /** For each production those of its children. */
  readonly sequences: readonly (readonly number[])[];
  /** For each production the first of its roles, and how many they are. */
  readonly slices: readonly (readonly [number, number])[];
  readonly roles: readonly { readonly field: number; readonly child: number; readonly isInherited?: true }[];
}

const START = 8;
const LANGUAGE_WORDS = 22;

/** The words of a memory with that language in it. */
function written(language: WrittenLanguage): Uint32Array {
  const { symbols, aliases = 0, aliasesInProduction, sequences, slices, roles } = language;
  const words = Array.from({ length: START + LANGUAGE_WORDS }, () => 0);
  const put = (values: readonly number[]) => {
    const address = words.length * 4;
    words.push(...values);
    return address;
  };
  const at = (byte: number, value: number) => {
    words[START + byte / 4] = value;
  };
  at(4, symbols.length - aliases);
  at(8, aliases);
  at(28, slices.length);
  at(36, aliasesInProduction);
  at(64, put(slices.flatMap(([first, count]) => halves(first, count))));
  at(
    68,
    put(
      roles.map(({ field, child, isInherited }) => field + child * 0x1_0000 + (isInherited ? 0x100_0000 : 0)),
    ),
  );
  at(76, put(halves(...symbols)));
  at(84, put(halves(...sequences.flat())));
  return Uint32Array.from(words);
}

function productionsOf(language: WrittenLanguage) {
  return productionsAt({ HEAPU32: written(language) }, START * 4);
}

const PLAIN: WrittenLanguage = {
  symbols: [0, 1, 2],
  aliasesInProduction: 0,
  sequences: [],
  slices: [[0, 0]],
  roles: [],
};

describe('The productions of a language', () => {
  it('are nothing where it has only plain ones', () => {
    expect(productionsOf(PLAIN)).toEqual({
      types: Uint16Array.from([0, 1, 2]),
      width: 0,
      aliases: new Uint16Array(),
      fields: new Uint16Array(),
    });
  });

  it('tell one type for symbols that are the same to whoever reads', () => {
    const { types } = productionsOf({ ...PLAIN, symbols: [0, 1, 1, 3, 3], aliases: 2 });
    expect([...types]).toEqual([0, 1, 1, 3, 3]);
  });

  it('tell what a child is called there, and nothing of the first', () => {
    const { aliases, width } = productionsOf({
      ...PLAIN,
      aliasesInProduction: 3,
      sequences: [
        [9, 9, 9],
        [0, 7, 0],
        [5, 0, 6],
      ],
      slices: [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    });
    expect(width).toBe(3);
    expect([...aliases]).toEqual([0, 0, 0, 0, 7, 0, 5, 0, 6]);
  });

  it('tell the role of each child, of the first that is told', () => {
    const { fields, width } = productionsOf({
      ...PLAIN,
      slices: [
        [0, 1],
        [1, 3],
        [2, 1],
      ],
      roles: [
        { field: 4, child: 1 },
        { field: 1, child: 0 },
        { field: 2, child: 1 },
        { field: 3, child: 1 },
      ],
    });
    expect(width).toBe(2);
    expect([...fields]).toEqual([0, 4, 1, 2, 0, 2]);
  });

  it('leave out roles that come from further below', () => {
    const { fields } = productionsOf({
      ...PLAIN,
      slices: [[0, 2]],
      roles: [
        { field: 1, child: 0, isInherited: true },
        { field: 2, child: 0 },
      ],
    });
    expect([...fields]).toEqual([2]);
  });

  it('have room for roles of more children than have other names', () => {
    const { width, aliases, fields } = productionsOf({
      ...PLAIN,
      aliasesInProduction: 1,
      sequences: [[0], [8]],
      slices: [
        [0, 0],
        [0, 1],
      ],
      roles: [{ field: 6, child: 3 }],
    });
    expect(width).toBe(4);
    expect([...aliases]).toEqual([0, 0, 0, 0, 8, 0, 0, 0]);
    expect([...fields]).toEqual([0, 0, 0, 0, 0, 0, 0, 6]);
  });
});

describe('The types of tree-sitter’s Python', () => {
  beforeAll(async () => {
    // Starts the one runtime of web-tree-sitter.
    await testParsers();
  });

  it('are as many as it says, in the version that this is written for', async () => {
    const language = await Language.load(installedParserBytes().treeSitterPython);
    expect(language.nodeTypeCount).toBe(language.types.length);
    expect(language.abiVersion).toBe(15);
  });
});

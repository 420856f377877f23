/**
 * How tree-sitter keeps a language and the trees of it in its memory, which belongs to exactly version 0.27.1 of
 * web-tree-sitter: a test compares all that is read by it with what web-tree-sitter tells by itself.
 */
export interface TreeMemory {
  /** Of another array once the memory has grown, so nobody may keep it. */
  readonly HEAPU32: Uint32Array;
}

/** What is started is made known under this name, of which its types do not tell. */
export function hasTreeMemory(module: object): module is TreeMemory {
  return Reflect.get(module, 'HEAPU32') instanceof Uint32Array;
}

/** What a language says of symbols and of the children of a node. Types and fields are told by their numbers. */
export interface Productions {
  /** The type that is told of a symbol. */
  readonly types: Uint16Array;
  /** For each production so many children, one behind the other, comments left out. */
  readonly width: number;
  /** The symbol that is told instead of the child's own; 0 for its own. */
  readonly aliases: Uint16Array;
  /** The role of the child; 0 for none. */
  readonly fields: Uint16Array;
}

/** Bytes from the start of a `TSLanguage`. */
const LANGUAGE = {
  symbols: 4,
  aliases: 8,
  productions: 28,
  aliasesInProduction: 36,
  fieldSlices: 64,
  fieldEntries: 68,
  publicSymbols: 76,
  aliasSequences: 84,
} as const;

/** Of the language at that address. */
export function productionsAt({ HEAPU32: words }: TreeMemory, language: number): Productions {
  const at = (part: keyof typeof LANGUAGE) => words[(language + LANGUAGE[part]) >>> 2] ?? 0;
  const symbols = at('symbols') + at('aliases');
  const productions = at('productions');
  const renamed = half(words, language + LANGUAGE.aliasesInProduction);
  const roles = rolesIn(words, { slices: at('fieldSlices'), entries: at('fieldEntries'), productions });
  const width = roles.reduce((most, { child }) => Math.max(most, child + 1), renamed);
  const aliases = new Uint16Array(productions * width);
  const fields = new Uint16Array(productions * width);
  // The first production is that of nodes with nothing special, and has no aliases.
  for (let production = 1; production < productions; production += 1) {
    const sequence = at('aliasSequences') + production * renamed * 2;
    for (let child = 0; child < renamed; child += 1)
      aliases[production * width + child] = half(words, sequence + child * 2);
  }
  // The first one counts.
  for (const { production, child, field } of roles.toReversed()) fields[production * width + child] = field;
  const types = Uint16Array.from({ length: symbols }, (_, symbol) =>
    half(words, at('publicSymbols') + symbol * 2),
  );
  return { types, width, aliases, fields };
}

interface Role {
  readonly production: number;
  readonly child: number;
  readonly field: number;
}

function rolesIn(
  words: Uint32Array,
  { slices, entries, productions }: { slices: number; entries: number; productions: number },
): readonly Role[] {
  const roles: Role[] = [];
  for (let production = 0; production < productions; production += 1) {
    const slice = words[(slices >>> 2) + production] ?? 0;
    const start = slice & 0xffff;
    for (let index = start; index < start + (slice >>> 16); index += 1) {
      const entry = words[(entries >>> 2) + index] ?? 0;
      // An inherited role is told by the production that gives it.
      if (entry >>> 24 === 0) roles.push({ production, child: (entry >>> 16) & 0xff, field: entry & 0xffff });
    }
  }
  return roles;
}

function half(words: Uint32Array, address: number): number {
  return ((words[address >>> 2] ?? 0) >>> ((address & 2) * 8)) & 0xffff;
}

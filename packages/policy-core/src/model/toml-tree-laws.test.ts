import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTomlTree } from './toml-tree.ts';
import type { TomlTable, TomlValue } from './toml-value.ts';

interface Written {
  readonly text: string;
  readonly value: unknown;
}

const key = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_-]{1,6}$/),
  fc.constantFrom('__proto__', 'constructor', 'a b', ''),
);

function keyText(name: string): string {
  return /^[A-Za-z0-9_-]+$/.test(name) ? name : JSON.stringify(name);
}

const scalar: fc.Arbitrary<Written> = fc.oneof(
  // What JSON escapes TOML escapes alike, but for the delete character.
  fc
    .string({ unit: 'grapheme-ascii' })
    .filter((value) => !value.includes('\x7F'))
    .map((value) => ({ text: JSON.stringify(value), value })),
  fc.maxSafeInteger().map((value) => ({ text: String(value), value: BigInt(value) })),
  fc.boolean().map((value) => ({ text: String(value), value })),
);

const { value } = fc.letrec<{ readonly value: Written }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }).map((items) => ({
      text: `[${items.map(({ text }) => text).join(', ')}]`,
      value: items.map((item) => item.value),
    })),
    fc
      .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 4, selector: ([name]) => name })
      .map((pairs) => ({
        text: `{ ${pairs.map(([name, { text }]) => `${keyText(name)} = ${text}`).join(', ')} }`,
        value: new Map(pairs.map(([name, given]) => [name, given.value])),
      })),
  ),
}));

const pairs = fc.uniqueArray(fc.tuple(key, value), { maxLength: 6, selector: ([name]) => name });

function textOf(given: readonly (readonly [string, Written])[]): string {
  return given.map(([name, { text }]) => `${keyText(name)} = ${text} # note\n`).join('');
}

function rootOf(text: string): TomlTable {
  const reading = readTomlTree(text);
  if (reading.kind === 'malformed') throw new Error(`${reading.problem}: ${text}`);
  return reading.root;
}

function plain(read: TomlValue): unknown {
  if (read.kind === 'table')
    return new Map(Array.from(read.entries, ([name, entry]) => [name, plain(entry.value)]));
  if (read.kind === 'array') return read.items.map(plain);
  return 'value' in read ? read.value : undefined;
}

function childrenOf(read: TomlValue): readonly TomlValue[] {
  if (read.kind === 'table') return Array.from(read.entries.values(), (entry) => entry.value);
  return read.kind === 'array' ? read.items : [];
}

function everyPart(read: TomlValue, visit: (part: TomlValue, within: TomlValue) => void): void {
  for (const child of childrenOf(read)) {
    visit(child, read);
    everyPart(child, visit);
  }
}

describe('any TOML', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(pairs, (given) => {
        expect(plain(rootOf(textOf(given)))).toEqual(
          new Map(given.map(([name, each]) => [name, each.value])),
        );
      }),
    );
  });

  it('is the same with Windows line ends', () => {
    fc.assert(
      fc.property(pairs, (given) => {
        const text = textOf(given);
        expect(plain(rootOf(text.replaceAll('\n', '\r\n')))).toEqual(plain(rootOf(text)));
      }),
    );
  });

  it('is the same below a table of its own', () => {
    fc.assert(
      fc.property(pairs, (given) => {
        const text = textOf(given);
        const table = rootOf(`[a.b]\n${text}`).entries.get('a')?.value;
        expect(table && plain(table)).toEqual(new Map([['b', plain(rootOf(text))]]));
      }),
    );
  });

  it('has parts that lie within what holds them', () => {
    fc.assert(
      fc.property(pairs, (given) => {
        everyPart(rootOf(textOf(given)), ({ range }, within) => {
          expect(range.start).toBeGreaterThanOrEqual(within.range.start);
          expect(range.end).toBeLessThanOrEqual(within.range.end);
        });
      }),
    );
  });

  it('has parts that mean the same when they are cut out', () => {
    fc.assert(
      fc.property(pairs, (given) => {
        const text = textOf(given);
        everyPart(rootOf(text), (part) => {
          const alone = rootOf(`x = ${text.slice(part.range.start, part.range.end)}`).entries.get('x')?.value;
          expect(alone && plain(alone)).toEqual(plain(part));
        });
      }),
    );
  });
});

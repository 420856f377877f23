import { describe, expect, test } from 'vitest';

import { counterpart } from '../../tools/mutants/counterpart.mjs';
import { withMutant, withSchemata } from '../../tools/mutants/schemata.mjs';
import { sitesOf } from '../../tools/mutants/sites.mjs';

const SOURCE = `import { isOpen } from './door.ts';

const LIMIT = 3;

export function mayEnter(guests: readonly 'known'[], door: Door): boolean {
  if (!isOpen(door)) return false;
  greet(guests);
  return guests.length < LIMIT && guests.every((guest) => guest === 'known');
}
`;

describe('the sites of a source', () => {
  test('are inside functions, and no part of a type or an import', () => {
    expect(sitesOf('door.ts', SOURCE).map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['if-never', '!isOpen(door)', 'false'],
      ['no-not', '!isOpen(door)', 'isOpen(door)'],
      ['boolean', 'false', 'true'],
      ['drop-statement', 'greet(guests);', ''],
      ['boundary', 'guests.length < LIMIT', 'guests.length <= LIMIT'],
      [
        'and-or',
        "guests.length < LIMIT && guests.every((guest) => guest === 'known')",
        "(guests.length < LIMIT) || (guests.every((guest) => guest === 'known'))",
      ],
      [
        'swap-method',
        "guests.every((guest) => guest === 'known')",
        "guests.some((guest) => guest === 'known')",
      ],
      ['equal', "guest === 'known'", "guest !== 'known'"],
      ['empty-string', "'known'", "''"],
    ]);
  });

  test('say in which function they are', () => {
    expect(new Set(sitesOf('door.ts', SOURCE).map(({ inside }) => inside))).toEqual(new Set(['mayEnter']));
  });
});

describe('a mutant', () => {
  test('stands beside what it changes, and takes its place', () => {
    const site = siteOf(SOURCE, 'boundary');
    const mutant = { id: 7, file: 'door.ts', site };
    expect(withSchemata(SOURCE, [mutant])).toContain(
      'return (globalThis.__mutant(7) ? (guests.length <= LIMIT) : (guests.length < LIMIT)) && ',
    );
    expect(withMutant(SOURCE, mutant)).toContain('return (guests.length <= LIMIT) && ');
  });

  test('takes a whole statement away', () => {
    const mutant = { id: 7, file: 'door.ts', site: siteOf(SOURCE, 'drop-statement') };
    expect(withSchemata(SOURCE, [mutant])).toContain('if (!globalThis.__mutant(7)) {greet(guests);}');
  });

  test('is found again where lines were added and names were changed', () => {
    const later = `import { isShut } from './gate.ts';

export function isKnown(guest: string): boolean {
  return guest === 'known';
}
${SOURCE.replaceAll('guests', 'visitors').replace('visitors.length < LIMIT', 'visitors.length <\n    LIMIT')}`;
    const then = sitesOf('door.ts', SOURCE);
    const now = sitesOf('door.ts', later);
    expect(counterpart(then, { now, index: then.indexOf(siteOf(SOURCE, 'boundary', then)) })?.from).toBe(
      'visitors.length <\n    LIMIT',
    );
    expect(counterpart(then, { now, index: then.indexOf(siteOf(SOURCE, 'equal', then)) })?.inside).toBe(
      'mayEnter',
    );
  });

  test('is lost where its place is gone', () => {
    const then = sitesOf('door.ts', SOURCE);
    const now = sitesOf('door.ts', SOURCE.replace('  greet(guests);\n', ''));
    const index = then.indexOf(siteOf(SOURCE, 'drop-statement', then));
    expect(counterpart(then, { now, index })).toBeUndefined();
  });
});

function siteOf(source: string, kind: string, sites = sitesOf('door.ts', source)) {
  const site = sites.find((one) => one.kind === kind);
  if (site === undefined) throw new Error(`There is no ${kind}.`);
  return site;
}

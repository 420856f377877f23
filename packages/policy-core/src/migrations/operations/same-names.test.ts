import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { dropTable, renameColumn, renameTable } from '../../testing/sample-operations.ts';
import { tableNamed } from '../../testing/sample-schema.ts';
import { knownName, unknownName } from './name.ts';
import type { Operation } from './operation.ts';
import { isSameName, namesAcross, nameText, renamedTable } from './same-names.ts';

describe('a table is the same', () => {
  test.each<[string, readonly Operation[], string, string, boolean]>([
    ['by its name', [], 'orders', 'orders', true],
    ['in the search path', [], 'orders', 'public.orders', true],
    ['not in another schema', [], 'orders', 'audit.orders', false],
    ['under a new name', [renameTable('orders', 'sales')], 'orders', 'sales', true],
    ['under a new name, the other way round', [renameTable('orders', 'sales')], 'sales', 'orders', true],
    ['under two new names', [renameTable('a', 'b'), renameTable('b', 'c')], 'a', 'c', true],
    ['under two new names, told backwards', [renameTable('b', 'c'), renameTable('a', 'b')], 'c', 'a', true],
    [
      'in a new schema',
      [{ kind: 'set-table-schema', table: tableNamed('orders'), schema: knownName('audit') }],
      'audit.orders',
      'orders',
      true,
    ],
    ['not because something else is renamed', [renameTable('a', 'b'), dropTable('c')], 'a', 'c', false],
    ["not under a column's new name", [renameColumn('a', 'b')], 'a', 'b', false],
  ])('%s', (...row) => {
    const [, operations, a, b, isSame] = row;
    const { isSameTable, tableRoot } = namesAcross(operations);
    expect(isSameTable(tableNamed(a), tableNamed(b))).toBe(isSame);
    expect(tableRoot(tableNamed(a)) === tableRoot(tableNamed(b))).toBe(isSame);
  });

  test('where the same source gives its name', () => {
    const { isSameTable } = namesAcross([]);
    const table = (text: string, schema?: string) => ({ ...unknownName(text), schema });
    expect(isSameTable(table('T'), table('T'))).toBe(true);
    expect(isSameTable(table('T'), table('U'))).toBe(false);
    expect(isSameTable(table('T'), table('T', 's'))).toBe(false);
    expect(isSameTable(table('T'), tableNamed('T'))).toBe(false);
  });
});

describe('a column is the same', () => {
  test('by its name, before and after', () => {
    const { isSameColumn } = namesAcross([renameColumn('a', 'b')]);
    expect(isSameColumn(knownName('a'), knownName('b'))).toBe(true);
    expect(isSameColumn(knownName('a'), knownName('c'))).toBe(false);
    expect(isSameColumn(unknownName('a'), knownName('a'))).toBe(false);
  });
});

describe('a new name', () => {
  test('keeps the schema, and a new schema the name', () => {
    expect(
      renamedTable({ kind: 'rename-table', table: tableNamed('audit.log'), to: knownName('journal') }),
    ).toEqual(tableNamed('audit.journal'));
    expect(
      renamedTable({ kind: 'set-table-schema', table: tableNamed('log'), schema: knownName('audit') }),
    ).toEqual(tableNamed('audit.log'));
  });

  test('is not known where a part of it is not', () => {
    expect(
      renamedTable({ kind: 'rename-table', table: tableNamed('log'), to: unknownName('N') }).isKnown,
    ).toBe(false);
    expect(
      renamedTable({ kind: 'set-table-schema', table: tableNamed('log'), schema: unknownName('S') }).isKnown,
    ).toBe(false);
  });
});

test('a name in the search path may be written with its schema', () => {
  expect(nameText(knownName('public.mood'))).toBe('mood');
  expect(isSameName(knownName('public.mood'), knownName('mood'))).toBe(true);
  expect(isSameName(knownName('audit.mood'), knownName('mood'))).toBe(false);
  expect(isSameName(unknownName('mood'), knownName('mood'))).toBe(false);
});

test('being the same goes both ways and on, whatever is renamed', () => {
  const anyName = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const anyRenames = fc.array(
    fc.tuple(anyName, anyName).map(([from, to]) => renameTable(from, to)),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(anyRenames, fc.tuple(anyName, anyName, anyName), (renames, [a, b, c]) => {
      const { isSameTable } = namesAcross(renames);
      const isSame = (one: string, other: string) => isSameTable(tableNamed(one), tableNamed(other));
      expect(isSame(a, a)).toBe(true);
      expect(isSame(a, b)).toBe(isSame(b, a));
      if (isSame(a, b) && isSame(b, c)) expect(isSame(a, c)).toBe(true);
      expect(namesAcross(renames.toReversed()).isSameTable(tableNamed(a), tableNamed(b))).toBe(isSame(a, b));
    }),
  );
});

test('a partition is of the table that it is made of, under all their names', () => {
  const partition = (name: string, of: string): Operation => ({
    kind: 'create-table',
    table: tableNamed(name),
    columns: [],
    constraints: [],
    ifNotExists: false,
    isWhole: false,
    isTemporary: false,
    sources: [{ as: 'partition-of', table: tableNamed(of) }],
  });
  const { isPartition, isSameTable, tableRoot } = namesAcross([
    partition('b', 'a'),
    renameTable('b', 'c'),
    partition('d', 'c'),
    renameTable('a', 'z'),
    partition('x', 'y'),
    partition('y', 'x'),
  ]);
  const is = (one: string, of: string) => isPartition(tableNamed(one), tableNamed(of));
  expect([is('b', 'a'), is('c', 'z'), is('d', 'b'), is('d', 'a'), is('x', 'y')].every(Boolean)).toBe(true);
  expect([is('a', 'b'), is('a', 'z'), is('c', 'b'), is('x', 'a'), is('q', 'a')].some(Boolean)).toBe(false);
  expect(isSameTable(tableNamed('b'), tableNamed('a'))).toBe(false);
  expect(new Set(['a', 'b', 'c', 'd', 'z'].map((name) => tableRoot(tableNamed(name)))).size).toBe(1);
  expect(tableRoot(tableNamed('x'))).not.toBe(tableRoot(tableNamed('a')));
});

import { describe, expect, test } from 'vitest';

import { knownName, unknownName } from '../operations/name.ts';
import {
  addColumn,
  addConstraint,
  alterColumn,
  constraintOf,
  createIndex,
  createTable,
  dropColumn,
  renameColumn,
} from '../../testing/schema-changes.ts';
import { columnNamed, tableNamed, typeNamed } from '../../testing/sample-schema.ts';
import { historyOf, after, shownTables } from '../../testing/shown-schema.ts';
import { readRevision } from '../alembic/revision.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { revisionText } from '../../testing/read-revision.ts';
import { foldUpgrades } from './fold-schema.ts';
import type { Operation } from '../operations/operation.ts';

describe('columns', () => {
  const table = createTable('orders', ['a']);

  test('are added and dropped', () => {
    expect(after(table, addColumn('orders', 'b'), dropColumn('orders', 'a'))).toEqual([
      ['orders made in a1', 'b int4'],
    ]);
  });

  test('tell in which revision they were added, and that more is written of them', () => {
    const history = historyOf({
      a1: [table],
      b2: [addColumn('orders', columnNamed('b', { hasMore: true }))],
    });
    const state = history.tableAt(tableNamed('orders'), { revision: 'b2', step: 1 });
    expect([...(state?.columns.values() ?? [])].map(({ name, addedIn }) => [name, addedIn])).toEqual([
      ['a', 'a1'],
      ['b', 'b2'],
    ]);
    expect(state?.columns.get('b')).toMatchObject({ hasMore: true });
    expect(state?.columns.get('a')).not.toHaveProperty('hasMore');
  });

  test('that are there stay under IF NOT EXISTS', () => {
    const text = columnNamed('a', { type: typeNamed('text') });
    expect(after(table, addColumn('orders', text, true))).toEqual([['orders made in a1', 'a int4']]);
    expect(after(table, addColumn('orders', 'b', true))[0]).toContain('b int4');
  });

  test('bring their constraints along', () => {
    const constraints = [
      constraintOf({ kind: 'unique', columns: ['b'] }),
      constraintOf({ kind: 'foreign-key', columns: ['b'] }),
    ];
    expect(after(table, addColumn('orders', columnNamed('b', { constraints })))[0]?.slice(3)).toEqual([
      'unique orders_b_key on b',
      'foreign-key orders_b_fkey on b',
      'unique index orders_b_key on b',
    ]);
  });

  test.each(['sql', 'directive', 'batch'] as const)('of a primary key bring it along: %s', (via) => {
    const key = addColumn('orders', columnNamed('id', { primaryKey: true }));
    const step = { kind: 'operation', isCertain: true, autocommit: false, start: 0, end: 1 } as const;
    const history = historyOf({ a1: [table, { ...step, via, operation: key }] });
    expect(shownTables(history, { revision: 'a1', step: 2 })[0]?.slice(2)).toEqual([
      'id int4 not null',
      'primary-key orders_pkey on id',
      'unique index orders_pkey on id',
    ]);
  });

  test('of a primary key bring it along in Alembic where it is asked for', async () => {
    const parsers = await testParsers();
    const keys = (more: string) => {
      const text = `op.add_column("orders", sa.Column("id", sa.Integer(), primary_key=True)${more})`;
      const reading = readRevision(parsers, revisionText({ upgrade: [text] }));
      const steps = reading.kind === 'revision' ? reading.upgrade.steps : [];
      const history = foldUpgrades([{ revision: 'a1', steps }]);
      return history.tablesAt({ revision: 'a1', step: steps.length }).map(({ indexes }) => indexes.length);
    };
    expect(keys('')).toEqual([0]);
    expect(keys(', inline_primary_key=False')).toEqual([0]);
    expect(keys(', inline_primary_key=True')).toEqual([1]);
  });

  const ORDERS = 'op.create_table("orders", sa.Column("id", sa.Integer()))';
  test.each<[string, readonly string[], readonly unknown[]]>([
    [
      'of a new table',
      ['op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=KEY))'],
      [false, undefined, 'unknown', []],
    ],
    [
      'beside one that is in the key',
      [
        'op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("n", sa.Text(), primary_key=KEY))',
      ],
      [false, false, 'unknown', [undefined]],
    ],
    [
      'of a table that is there',
      [
        ORDERS,
        'op.add_column("orders", sa.Column("n", sa.Integer(), primary_key=KEY), inline_primary_key=True)',
      ],
      [false, true, 'none', []],
    ],
    [
      'where Alembic is perhaps asked for the key',
      [
        ORDERS,
        'op.add_column("orders", sa.Column("n", sa.Text(), primary_key=True), inline_primary_key=KEY)',
      ],
      [false, true, 'none', []],
    ],
    [
      'where Alembic is not asked for the key',
      [ORDERS, 'op.add_column("orders", sa.Column("n", sa.Text(), primary_key=KEY))'],
      [true, true, 'none', []],
    ],
  ])('of which only running tells whether they are the key leave that open: %s', async (...row) => {
    const [, upgrade, expected] = row;
    const reading = readRevision(await testParsers(), revisionText({ upgrade }));
    const steps = reading.kind === 'revision' ? reading.upgrade.steps : [];
    const history = foldUpgrades([{ revision: 'a1', steps }]);
    const [state] = history.tablesAt({ revision: 'a1', step: steps.length });
    const id = state?.columns.get('id');
    expect([
      state?.isWhole,
      id?.nullable,
      id?.default?.kind,
      state?.constraints.map(({ definition }) => definition.columns),
    ]).toEqual(expected);
  });

  test('take constraints and indexes along that are built on them, but no others', () => {
    const made = [
      createTable('orders', ['a', 'b', 'c']),
      addConstraint('orders', { kind: 'unique', columns: ['a', 'b'] }),
      addConstraint('orders', { kind: 'foreign-key', columns: ['c'] }),
      addConstraint('orders', { kind: 'check', columns: undefined, name: 'ck' }),
      createIndex('orders', ['b']),
      createIndex('orders', ['c']),
      createIndex('orders', undefined),
    ];
    expect(after(...made, dropColumn('orders', 'b'))[0]?.slice(1)).toEqual([
      'a int4',
      'c int4',
      'foreign-key orders_c_fkey on c',
      'check ck on ?',
      'index orders_c_idx on c',
      'index ? on ?',
    ]);
  });

  test('are renamed in constraints and indexes, which keep their names', () => {
    const made = [
      createTable('orders', ['a', 'b']),
      addConstraint('orders', { kind: 'unique', columns: ['a', 'b'] }),
      addConstraint('orders', { kind: 'foreign-key', columns: ['b'] }),
      createIndex('orders', ['a'], { isPartial: true }),
      createIndex('orders', ['b']),
    ];
    expect(after(...made, renameColumn('orders', 'a', 'z'))[0]?.slice(1)).toEqual([
      'b int4',
      'z int4',
      'unique orders_a_b_key on z,b',
      'foreign-key orders_b_fkey on b',
      'unique index orders_a_b_key on z,b',
      'partial index orders_a_idx on z',
      'index orders_b_idx on b',
    ]);
  });

  test('change in what is said, and keep the rest', () => {
    const text = typeNamed('text');
    const value = { kind: 'sql', text: "'x'" } as const;
    const changed = (change: Parameters<typeof alterColumn>[2]) =>
      after(table, alterColumn('orders', 'a', change))[0]?.[1];
    expect(changed({ type: text })).toBe('a text');
    expect(changed({ nullable: false, existingType: text })).toBe('a int4 not null');
    expect(changed({ default: value, existingNullable: false })).toBe('a int4 default sql');
    const dropped = after(
      table,
      alterColumn('orders', 'a', { default: value }),
      alterColumn('orders', 'a', { default: { kind: 'none' } }),
    );
    expect(dropped[0]?.[1]).toBe('a int4');
  });

  test('whose name is not known leave the table blurred', () => {
    const name = unknownName('pick()');
    const place = { table: tableNamed('orders'), column: name };
    const steps: readonly Operation[] = [
      { kind: 'add-column', table: place.table, column: columnNamed('x', { name }), ifNotExists: false },
      { kind: 'drop-column', ...place, ifExists: false, cascade: false },
      { kind: 'rename-column', ...place, to: name },
      { kind: 'alter-column', ...place, nullable: true },
    ];
    for (const step of steps) expect(after(table, step)).toEqual([['orders? made in a1', 'a int4']]);
  });

  test('with one name known are there under it', () => {
    const to = unknownName('pick()');
    const rename = { kind: 'rename-column', table: tableNamed('orders') } as const;
    expect(after(table, { ...rename, column: knownName('a'), to })).toEqual([['orders? made in a1']]);
    expect(after(table, { ...rename, column: to, to: knownName('b') })).toEqual([
      ['orders? made in a1', 'a int4', 'b ? ?'],
    ]);
  });
});

import { describe, expect, test } from 'vitest';

import { knownName, unknownName } from '../operations/name.ts';
import {
  constraintOf,
  createIndex,
  createTable,
  dropColumn,
  dropIndex,
  dropTable,
  renameTable,
  setTableSchema,
} from '../../testing/schema-changes.ts';
import { columnNamed, tableNamed, typeNamed } from '../../testing/sample-schema.ts';
import { historyOf, after, shownTable } from '../../testing/shown-schema.ts';

const orders = createTable('orders', [
  columnNamed('id', { primaryKey: true, nullable: true, default: { kind: 'sequence' } }),
  columnNamed('number', { type: typeNamed('varchar', { size: 20 }), nullable: false }),
  'customer_id',
]);

describe('tables', () => {
  test('are made with their columns, and the key that columns ask for', () => {
    expect(after(orders)).toEqual([
      [
        'orders made in a1',
        'id int4 not null default sequence',
        'number varchar not null',
        'customer_id int4',
        'primary-key orders_pkey on id',
        'unique index orders_pkey on id',
      ],
    ]);
  });

  test('have one key of all columns that ask for it, unless one is written', () => {
    const key = (name: string) => columnNamed(name, { primaryKey: true });
    expect(after(createTable('parts', [key('a'), key('b')]))[0]?.slice(3)).toEqual([
      'primary-key parts_pkey on a,b',
      'unique index parts_pkey on a,b',
    ]);
    const written = constraintOf({ kind: 'primary-key', columns: ['a'], name: 'pk_parts' });
    expect(after(createTable('parts', ['a', key('b')], { constraints: [written] }))[0]?.slice(1)).toEqual([
      'a int4 not null',
      'b int4 not null',
      'primary-key pk_parts on a',
      'unique index pk_parts on a',
    ]);
  });

  test('have a key of unknown columns where the name of one is not known', () => {
    const nameless = columnNamed('x', { primaryKey: true, name: unknownName('pick()') });
    expect(after(createTable('parts', ['a', nameless]))[0]).toEqual([
      'parts? made in a1',
      'a int4',
      'primary-key parts_pkey on ?',
      'unique index parts_pkey on ?',
    ]);
  });

  test('have one index for columns that are asked for twice, under the name that was given', () => {
    const [column, table] = [
      constraintOf({ kind: 'unique', columns: ['a'] }),
      constraintOf({ kind: 'unique', columns: ['a'], name: 'uq_a' }),
    ];
    const made = createTable('parts', [columnNamed('a', { constraints: [column] })], {
      constraints: [table],
    });
    expect(after(made)[0]?.slice(2)).toEqual(['unique uq_a on a', 'unique index uq_a on a']);
  });

  test('have an index more where one of two is deferred', () => {
    const constraints = [
      constraintOf({ kind: 'unique', columns: ['a'] }),
      constraintOf({ kind: 'unique', columns: ['a'], hasMore: true }),
    ];
    expect(after(createTable('parts', ['a'], { constraints }))[0]?.slice(2, 4)).toEqual([
      'unique parts_a_key on a',
      'unique parts_a_key1 on a',
    ]);
  });

  test('are gone when they are dropped, and new when they are made again', () => {
    expect(after(orders, dropTable('orders'))).toEqual([]);
    expect(after(orders, dropTable('orders'), createTable('orders', ['a']))).toEqual([
      ['orders made in a1', 'a int4'],
    ]);
  });

  test('are the same with and without public before the name', () => {
    expect(after(createTable('public.orders', ['a']), dropColumn('orders', 'a'))).toEqual([
      ['public.orders made in a1'],
    ]);
  });

  test('keep what they have under a new name, and leave the old one free', () => {
    const [old, renamed] = after(
      orders,
      createIndex('orders', ['number']),
      renameTable('orders', 'sales'),
      createTable('orders', ['a']),
    );
    expect(old).toEqual(['orders made in a1', 'a int4']);
    expect(renamed?.[0]).toBe('sales made in a1');
    expect(renamed?.slice(-2)).toEqual([
      'unique index orders_pkey on id',
      'index orders_number_idx on number',
    ]);
  });

  test('take the place of another one', () => {
    expect(
      after(
        createTable('orders', ['old']),
        createTable('orders_new', ['fresh']),
        dropTable('orders'),
        renameTable('orders_new', 'orders'),
      ),
    ).toEqual([['orders made in a1', 'fresh int4']]);
  });

  test('are lost under a name that is not known', () => {
    expect(
      after(orders, { kind: 'rename-table', table: tableNamed('orders'), to: unknownName('x') }),
    ).toEqual([]);
  });

  test('that are TEMP end with the upgrade', () => {
    const history = historyOf({
      a1: [createTable('scratch', ['a'], { isTemporary: true }), dropColumn('scratch', 'a')],
      b2: [],
    });
    expect(shownTable(history.tableAt(tableNamed('scratch'), { revision: 'a1', step: 1 }))).toEqual([
      'scratch made in a1',
      'a int4',
    ]);
    expect(history.tablesAt({ revision: 'b2', step: 0 })).toEqual([]);
  });

  test('that are there stay what they are under IF NOT EXISTS, or behind a TEMP one', () => {
    const maybe = createTable('orders', ['b'], { ifNotExists: true });
    const temporary = createTable('orders', ['c'], { isTemporary: true });
    expect(after(createTable('orders', ['a']), maybe, temporary)).toEqual([['orders made in a1', 'a int4']]);
  });

  test('that may have been there are not whole', () => {
    expect(after(createTable('orders', ['a'], { ifNotExists: true }))).toEqual([
      ['orders? made in a1', 'a int4'],
    ]);
    expect(after(createTable('orders', ['a'], { isWhole: false }))).toEqual([
      ['orders? made in a1', 'a int4'],
    ]);
  });
});

describe('schemas', () => {
  test('hold tables of the same name, with indexes of the same name', () => {
    const shops = ['one', 'two'].map((schema) =>
      createTable(`${schema}.orders`, [columnNamed('id', { primaryKey: true })]),
    );
    expect(after(...shops)).toEqual(
      ['one', 'two'].map((schema) => [
        `${schema}.orders made in a1`,
        'id int4 not null',
        'primary-key orders_pkey on id',
        'unique index orders_pkey on id',
      ]),
    );
  });

  test('are left by a table that moves, with its indexes', () => {
    const history = historyOf({
      a1: [orders, setTableSchema('orders', 'archive'), dropIndex('orders_pkey')],
    });
    const table = tableNamed('archive.orders');
    expect(shownTable(history.tableAt(table, { revision: 'a1', step: 2 })).at(-1)).toBe(
      'unique index orders_pkey on id',
    );
    expect(shownTable(history.tableAt(table, { revision: 'a1', step: 3 })).at(-1)).toBe(
      'primary-key orders_pkey on id',
    );
    expect(history.tableAt(tableNamed('orders'), { revision: 'a1', step: 2 })).toBeUndefined();
  });

  const object = { kind: 'drop-object', object: 'schema', ifExists: false, cascade: true } as const;

  test('take their tables along when they are dropped', () => {
    const tables = [createTable('audit.log', ['a']), createTable('log', ['a'])];
    expect(after(...tables, { ...object, name: knownName('audit') })).toEqual([['log made in a1', 'a int4']]);
  });

  test('take their tables along when they are renamed', () => {
    const rename = { kind: 'rename-object', object: 'schema', to: knownName('old') } as const;
    expect(after(createTable('audit.log', ['a']), { ...rename, name: knownName('audit') })).toEqual([
      ['old.log made in a1', 'a int4'],
    ]);
    expect(after(createTable('old.log', ['a']), { ...rename, name: knownName('old') })).toEqual([
      ['old.log made in a1', 'a int4'],
    ]);
  });

  test('of unknown names blur what the upgrade changes', () => {
    const rename = { kind: 'rename-object', object: 'schema', to: knownName('old') } as const;
    expect(after(createTable('log', []), { ...object, name: unknownName('x') })).toEqual([
      ['log? made in a1'],
    ]);
    expect(after(createTable('log', []), { ...rename, name: unknownName('x') })).toEqual([
      ['log? made in a1'],
    ]);
  });

  test('are all that objects are about', () => {
    const view = { kind: 'drop-object', object: 'view', ifExists: false, cascade: true } as const;
    const rename = { kind: 'rename-object', object: 'view', to: knownName('b') } as const;
    expect(
      after(orders, { ...view, name: knownName('orders') }, { ...rename, name: knownName('a') }),
    ).toEqual(after(orders));
  });
});

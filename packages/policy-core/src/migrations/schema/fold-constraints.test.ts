import { describe, expect, test } from 'vitest';

import { knownName, unknownName, type Name, type TableName } from '../operations/name.ts';
import {
  addConstraint,
  constraintOf,
  createIndex,
  createTable,
  dropConstraint,
  dropIndex,
  dropTable,
} from '../../testing/schema-changes.ts';
import { columnNamed, tableNamed, typeNamed } from '../../testing/sample-schema.ts';
import { historyOf, after, shownTable } from '../../testing/shown-schema.ts';
import type { OperationOf } from '../operations/by-kind.ts';
import type { Operation } from '../operations/operation.ts';

const orders = createTable('orders', [
  columnNamed('id', { primaryKey: true, nullable: true, default: { kind: 'sequence' } }),
  columnNamed('number', { type: typeNamed('varchar', { size: 20 }), nullable: false }),
  'customer_id',
]);

describe('a constraint that is altered', () => {
  const key = addConstraint('orders', { kind: 'foreign-key', columns: ['number'], name: 'fk' });
  const altered = (constraint?: { table: TableName; name: Name }): Operation => ({
    kind: 'other',
    what: 'ALTER TABLE',
    ...(constraint && { deed: { kind: 'alter-constraint', ...constraint } }),
  });
  const hasMore = (operation: Operation) =>
    historyOf({ a1: [orders, key, operation] })
      .tableAt(tableNamed('orders'), { revision: 'a1', step: 3 })
      ?.constraints.find(({ name }) => name === 'fk')?.definition.hasMore;

  test.each<[string, Operation, true | undefined]>([
    ['is not known whole', altered({ table: tableNamed('orders'), name: knownName('fk') }), true],
    ['is no other one', altered({ table: tableNamed('orders'), name: knownName('other') }), undefined],
    ['is none of another table', altered({ table: tableNamed('people'), name: knownName('fk') }), undefined],
    ['is none where something else is altered', altered(), undefined],
  ])('%s', (_, operation, more) => {
    expect(hasMore(operation)).toBe(more);
  });
});

describe('constraints and indexes', () => {
  const table = createTable('orders', ['a', 'b']);

  test('are made, with the index that a constraint needs', () => {
    const made = [
      addConstraint('orders', { kind: 'primary-key', columns: ['a'] }),
      addConstraint('orders', { kind: 'unique', columns: ['a', 'b'], name: 'uq' }),
      addConstraint('orders', { kind: 'exclude', columns: ['a'] }),
      addConstraint('orders', { kind: 'foreign-key', columns: ['b'], notValid: true }),
      addConstraint('orders', { kind: 'check', columns: undefined }),
      createIndex('orders', ['a'], { unique: true, name: knownName('ix') }),
      createIndex('orders', ['b'], { name: unknownName('pick()') }),
    ];
    expect(after(table, ...made)[0]?.slice(1)).toEqual([
      'a int4 not null',
      'b int4',
      'primary-key orders_pkey on a',
      'unique uq on a,b',
      'exclude orders_a_excl on a',
      'foreign-key orders_b_fkey on b not valid',
      'check ? on ?',
      'unique index orders_pkey on a',
      'unique index uq on a,b',
      'index orders_a_excl on a',
      'unique index ix on a',
      'index ? on b',
    ]);
  });

  test('are dropped by name, a constraint with its index', () => {
    const made = [
      addConstraint('orders', { kind: 'primary-key', columns: ['a'] }),
      addConstraint('orders', { kind: 'unique', columns: ['b'] }),
      createIndex('orders', ['b']),
      createIndex('orders', ['a']),
    ];
    const dropped = [
      dropConstraint('orders', 'orders_pkey'),
      dropConstraint('orders', 'orders_b_key'),
      dropIndex('orders_b_idx'),
      dropIndex('orders_a_idx', 'orders'),
    ];
    expect(after(table, ...made, ...dropped)).toEqual([['orders made in a1', 'a int4 not null', 'b int4']]);
  });

  test('stay where the drop names none, or one that nobody knows', () => {
    const made = [
      addConstraint('orders', { kind: 'unique', columns: ['b'] }),
      createIndex('orders', ['a']),
      createIndex('orders', ['b'], { name: knownName('ix_b') }),
    ];
    const index = { table: undefined, concurrently: false, ifExists: false, cascade: false };
    const dropped: readonly Operation[] = [
      dropConstraint('orders', null),
      dropConstraint('orders', 'ix_b'),
      dropConstraint('orders', 'uq_other'),
      dropIndex('ix_other'),
      { kind: 'drop-index', name: unknownName('pick()'), ...index },
    ];
    expect(after(table, ...made, ...dropped)).toEqual(after(table, ...made));
  });

  test('are renamed with the index that they have', () => {
    const rename = (name: string, to: string): OperationOf<'rename-constraint'> => ({
      kind: 'rename-constraint',
      table: tableNamed('orders'),
      name: knownName(name),
      to: knownName(to),
    });
    const made = addConstraint('orders', { kind: 'unique', columns: ['a'], name: 'uq' });
    expect(after(table, made, rename('uq', 'uq_orders_a'))).toEqual(
      after(table, addConstraint('orders', { kind: 'unique', columns: ['a'], name: 'uq_orders_a' })),
    );
    const check = addConstraint('orders', { kind: 'check', columns: ['a'], name: 'ck' });
    const checked = after(table, check, rename('ck', 'ck_a'), rename('ck', 'ck_b'), rename('zz', 'ck_c'));
    expect(checked[0]?.at(-1)).toBe('check ck_a on a');
    const index = createIndex('orders', ['a'], { name: knownName('ck') });
    expect(after(table, index, check, rename('ck', 'ck_a'))[0]?.slice(-2)).toEqual([
      'check ck_a on a',
      'index ck on a',
    ]);
    const unknown = { ...rename('ck', 'ck_a'), to: unknownName('pick()') };
    expect(after(table, check, unknown)).toEqual(after(table, check));
  });

  test('are validated by name', () => {
    const made = addConstraint('orders', { kind: 'check', columns: ['a'], notValid: true });
    const validate = (name: string): Operation => ({
      kind: 'validate-constraint',
      table: tableNamed('orders'),
      name: knownName(name),
    });
    expect(after(table, made)[0]?.at(-1)).toBe('check orders_a_check on a not valid');
    expect(after(table, made, validate('other'))[0]?.at(-1)).toBe('check orders_a_check on a not valid');
    expect(after(table, made, validate('orders_a_check'))[0]?.at(-1)).toBe('check orders_a_check on a');
  });

  test('get a number where the name is taken in the schema, and the name again once it is free', () => {
    const twice = [createIndex('orders', ['a']), createIndex('orders', ['a'])];
    expect(after(table, ...twice)[0]?.slice(3)).toEqual([
      'index orders_a_idx on a',
      'index orders_a_idx1 on a',
    ]);
    expect(after(table, twice[0] ?? orders, dropIndex('orders_a_idx'), ...twice)).toEqual(
      after(table, ...twice),
    );
    const other = createTable('orders_a', ['b'], {
      constraints: [constraintOf({ kind: 'unique', columns: ['b'] })],
    });
    const both = constraintOf({ kind: 'unique', columns: ['a', 'b'] });
    const [first] = after(createTable('orders', ['a', 'b'], { constraints: [both] }), other).map((shown) =>
      shown.at(-1),
    );
    expect(first).toBe('unique index orders_a_b_key on a,b');
    expect(after(other, createTable('orders', ['a', 'b'], { constraints: [both] }))[0]?.at(-1)).toBe(
      'unique index orders_a_b_key1 on a,b',
    );
    expect(
      after(other, dropTable('orders_a'), createTable('orders', ['a', 'b'], { constraints: [both] }))[0]?.at(
        -1,
      ),
    ).toBe('unique index orders_a_b_key on a,b');
  });

  test('share names with tables where they are an index, and with constraints where they are one', () => {
    const made = [table, createTable('orders_a_idx', []), createTable('orders_b_fkey', [])];
    const [shown] = after(
      ...made,
      createIndex('orders', ['a']),
      addConstraint('orders', { kind: 'foreign-key', columns: ['b'] }),
      addConstraint('orders', { kind: 'check', columns: ['b'], name: 'orders_b_key' }),
      addConstraint('orders', { kind: 'unique', columns: ['b'] }),
    );
    expect(shown?.slice(3)).toEqual([
      'foreign-key orders_b_fkey on b',
      'check orders_b_key on b',
      'unique orders_b_key1 on b',
      'index orders_a_idx1 on a',
      'unique index orders_b_key1 on b',
    ]);
  });

  test('that are there stay under IF NOT EXISTS', () => {
    const index = (columns: readonly string[]) =>
      createIndex('orders', columns, { name: knownName('ix'), ifNotExists: true });
    expect(after(table, index(['a']), index(['b']))[0]?.slice(3)).toEqual(['index ix on a']);
  });

  test('are renamed, an index with the constraint it belongs to', () => {
    const rename = (name: string, to: string): Operation => ({
      kind: 'rename-object',
      object: 'other',
      name: knownName(name),
      to: knownName(to),
    });
    const made = [addConstraint('orders', { kind: 'unique', columns: ['a'] }), createIndex('orders', ['b'])];
    const renamed = [rename('public.orders_a_key', 'uq'), rename('orders_b_idx', 'ix'), rename('none', 'x')];
    expect(after(table, ...made, ...renamed)[0]?.slice(3)).toEqual([
      'unique uq on a',
      'unique index uq on a',
      'index ix on b',
    ]);
    expect(after(table, ...made, ...renamed, dropConstraint('orders', 'uq'), dropIndex('ix'))).toEqual(
      after(table),
    );
  });

  test('tell whose they are', () => {
    const history = historyOf({
      a1: [table, createIndex('orders', ['a'], { name: knownName('ix_a') })],
      b2: [
        createTable('audit.orders', ['a']),
        createIndex('audit.orders', ['a'], { name: knownName('ix_log') }),
      ],
      c3: [createTable('old.orders', ['a']), createIndex('old.orders', ['a'], { name: knownName('ix_log') })],
      d4: [dropIndex('ix_a'), dropTable('old.orders')],
    });
    const owner = (name: string, revision: string, step: number) =>
      shownTable(history.tableOfIndex(name, { revision, step }))[0];
    expect(owner('ix_a', 'a1', 1)).toBeUndefined();
    expect(owner('ix_a', 'a1', 2)).toBe('orders made in a1');
    expect(owner('ix_log', 'b2', 2)).toBe('audit.orders made in b2');
    expect(owner('ix_log', 'c3', 2)).toBeUndefined();
    expect(owner('ix_log', 'd4', 2)).toBe('audit.orders made in b2');
    expect(owner('ix_a', 'd4', 0)).toBe('orders made in a1');
    expect(owner('ix_a', 'd4', 1)).toBeUndefined();
    expect(owner('ix_none', 'd4', 2)).toBeUndefined();
  });
});

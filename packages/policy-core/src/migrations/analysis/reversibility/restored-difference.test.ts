import { describe, expect, test } from 'vitest';

import {
  addColumn,
  addConstraint,
  createIndex,
  createTable,
  dropColumn,
  dropConstraint,
  dropIndex,
  dropTable,
  orders,
  unique,
} from '../../../testing/sample-operations.ts';
import {
  columnNamed,
  columnState,
  constraintState,
  indexState,
  tableNamed,
  tableState,
  typeNamed,
} from '../../../testing/sample-schema.ts';
import type { ForeignKeyActions } from '../../operations/column.ts';
import { knownName, unknownName } from '../../operations/name.ts';
import type { Operation } from '../../operations/operation.ts';
import { restoredDifference } from './restored-difference.ts';

const before = tableState(
  'orders',
  [columnState('id'), columnState('total', { type: typeNamed('numeric', { size: 10, scale: 2 }) })],
  {
    indexes: [
      indexState('ix', ['id', 'total']),
      indexState('iu', ['id'], { unique: true }),
      indexState('ie', undefined),
    ],
  },
);

function difference(operation: Operation, ...by: readonly Operation[]): string | undefined {
  return restoredDifference(operation, { by, before });
}

function column(name: string, type = typeNamed('int4')): Operation {
  return { kind: 'add-column', table: orders, column: columnNamed(name, { type }), ifNotExists: false };
}

describe('a foreign key comes back otherwise', () => {
  const key = (more: ForeignKeyActions & { readonly hasMore?: true } = {}, name = 'fk') =>
    ({
      start: 0,
      end: 0,
      kind: 'foreign-key',
      name: knownName(name),
      columns: ['id'],
      notValid: false,
      target: { table: tableNamed('people'), columns: ['id'] },
      ...more,
    }) as const;
  const after = (was: ReturnType<typeof key>, ...made: readonly Operation[]) =>
    restoredDifference(dropConstraint('fk'), {
      by: made,
      before: tableState('orders', [columnState('id')], { constraints: [constraintState('fk', was)] }),
    });

  test.each<[string | undefined, ReturnType<typeof key>, Operation]>([
    ['the foreign key fk had ON DELETE CASCADE', key({ onDelete: 'cascade' }), addConstraint(key())],
    ['the foreign key fk had no ON UPDATE', key(), addConstraint(key({ onUpdate: 'set null' }))],
    [
      'the foreign key fk had ON DELETE CASCADE',
      key({ onDelete: 'cascade' }),
      {
        kind: 'create-table',
        table: orders,
        columns: [],
        constraints: [key()],
        ifNotExists: false,
        isWhole: true,
        isTemporary: false,
      },
    ],
    [undefined, key({ onDelete: 'cascade' }), addConstraint(key({ onDelete: 'cascade' }))],
    [undefined, key({ onDelete: 'cascade', hasMore: true }), addConstraint(key())],
    [undefined, key({ onDelete: 'cascade' }), addConstraint(key({ hasMore: true }))],
    [undefined, key({ onDelete: 'cascade' }), addConstraint(key({}, 'other'))],
    [undefined, key({ onDelete: 'cascade' }), addConstraint(unique('fk', ['id']))],
    [undefined, key({ onDelete: 'cascade' }), dropTable('orders')],
  ])('%s', (why, was, made) => {
    expect(after(was, made)).toBe(why);
  });

  test('unless nothing is known of it', () => {
    const by = [addConstraint(key({ onDelete: 'cascade' }))];
    expect(restoredDifference(dropConstraint('fk'), { by, before })).toBeUndefined();
  });
});

describe('it comes back otherwise', () => {
  test.each<[string, Operation, Operation]>([
    ['the table had a column total, too', dropTable('orders'), createTable('orders', 'id')],
    ['the table had a column id, too', dropTable('orders'), createTable('orders')],
    ['the column total had another type', dropColumn('total'), column('total')],
    ['the index ix was not unique', dropIndex('ix'), createIndex('ix', ['id', 'total'], true)],
    ['the index iu was unique', dropIndex('iu'), createIndex('iu', ['id'])],
    ['the index ix covered id, total', dropIndex('ix'), createIndex('ix', ['total'])],
  ])('%s', (why, operation, by) => {
    expect(difference(operation, by)).toBe(why);
  });

  test('as the first of several says', () => {
    expect(difference(dropColumn('total'), addColumn('id'), column('total'))).toBe(
      'the column total had another type',
    );
  });
});

describe('it comes back as it was, as far as that is known', () => {
  test.each<[string, Operation, Operation]>([
    ['a table', dropTable('orders'), createTable('orders', 'id', 'total')],
    ['a table with more', dropTable('orders'), createTable('orders', 'id', 'total', 'note')],
    [
      'a table with columns from elsewhere',
      dropTable('orders'),
      { ...createTable('orders', 'id'), isWhole: false } as Operation,
    ],
    [
      'a table with columns that nobody knows',
      dropTable('orders'),
      { ...createTable('orders'), columns: [columnNamed('id', { name: unknownName('C') })] } as Operation,
    ],
    ['a column', dropColumn('total'), column('total', typeNamed('numeric', { size: 10, scale: 2 }))],
    ['a column that nobody knew', dropColumn('other'), column('other')],
    ['an index', dropIndex('ix'), createIndex('ix', ['id', 'total'])],
    ['an index on an expression', dropIndex('ie'), createIndex('ie', ['id'])],
    ['an index that nobody knew', dropIndex('other'), createIndex('other', ['id'])],
    ['something else', dropColumn('total'), createTable('orders')],
  ])('%s', (_what, operation, by) => {
    expect(difference(operation, by)).toBeUndefined();
  });

  test('which is nothing, where nothing is', () => {
    expect(
      restoredDifference(dropTable('orders'), { by: [createTable('orders')], before: undefined }),
    ).toBeUndefined();
    expect(difference(dropTable('orders'))).toBeUndefined();
  });
});

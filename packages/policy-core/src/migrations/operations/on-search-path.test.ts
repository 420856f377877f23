import { describe, expect, it } from 'vitest';

import {
  addColumn,
  addConstraint,
  changeRows,
  createTable,
  dropColumn,
  dropConstraint,
  dropTable,
  orders,
  unique,
} from '../../testing/sample-operations.ts';
import { tableNamed } from '../../testing/sample-schema.ts';
import type { Operation } from './operation.ts';
import { mayBeUndoneOnSearchPath } from './on-search-path.ts';

const shopOrders = { ...orders, schema: 'shops' };
const inShops = { kind: 'add-constraint', table: shopOrders, constraint: unique('uq', ['number']) } as const;
const addedColumn = addColumn('number', shopOrders);

describe('What a downgrade does to a name without a schema', () => {
  it.each<[string, Operation, readonly Operation[]]>([
    ['drops the constraint', inShops, [dropConstraint('uq')]],
    ['drops the column, and the constraint with it', inShops, [dropColumn('number')]],
    ['drops the table, and all with it', inShops, [dropTable('orders')]],
    ['drops the column that was added', addedColumn, [dropColumn('number')]],
    ['does so beside other things', addedColumn, [dropTable('people'), dropColumn('number')]],
  ])('may undo what the upgrade does in a schema: %s', (_, operation, downgrade) => {
    expect(mayBeUndoneOnSearchPath(operation, downgrade)).toBe(true);
  });

  it('may be undone in a schema, too', () => {
    expect(mayBeUndoneOnSearchPath(dropColumn('number'), [addedColumn])).toBe(true);
    expect(mayBeUndoneOnSearchPath(addConstraint(unique('uq', ['a'])), [dropColumn('a', shopOrders)])).toBe(
      true,
    );
    expect(mayBeUndoneOnSearchPath(dropColumn('total'), [addedColumn])).toBe(false);
  });

  it.each<[string, Operation, readonly Operation[]]>([
    ['nothing is done', inShops, []],
    ['another constraint is dropped', inShops, [dropConstraint('uq2')]],
    ['another column is dropped', inShops, [dropColumn('total')]],
    ['another table is dropped', inShops, [dropTable('people')]],
    ['the other way is taken', addedColumn, [addConstraint(unique('uq', ['number']))]],
    [
      'another schema is named',
      addedColumn,
      [{ kind: 'drop-table', table: { ...orders, schema: 'old' }, ifExists: false, cascade: false }],
    ],
    ['it is no operation of a table', addedColumn, [{ kind: 'create-all' }]],
    ['the upgrade names no schema itself', addConstraint(unique('uq', ['number'])), [dropConstraint('uq')]],
    ['the upgrade is about no table', { kind: 'create-all' }, [dropTable('orders')]],
    ['rows change', createTable('orders', 'id'), [changeRows('delete')]],
  ])('undoes nothing where %s', (_, operation, downgrade) => {
    expect(mayBeUndoneOnSearchPath(operation, downgrade)).toBe(false);
  });

  it('may undo it for any schema', () => {
    for (const schema of ['a', 'public2', 'shops']) {
      const table = { ...tableNamed('orders'), schema };
      expect(mayBeUndoneOnSearchPath(addColumn('number', table), [dropColumn('number')]), schema).toBe(true);
    }
  });
});

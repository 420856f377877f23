import { describe, expect, test } from 'vitest';

import {
  addColumn,
  addConstraint,
  alterColumn,
  changeRows,
  createIndex,
  createObject,
  createTable,
  dropColumn,
  dropConstraint,
  dropIndex,
  dropObject,
  dropTable,
  orders,
  renameColumn,
  renameTable,
  unique,
} from '../../../testing/sample-operations.ts';
import { columnNamed, directionOf, stepOf, tableNamed, typeNamed } from '../../../testing/sample-schema.ts';
import { extraSteps } from './extra-steps.ts';
import { operationText } from '../operation-words.ts';
import type { Operation, OperationStep } from '../../operations/operation.ts';
import { undoes } from './undoing.ts';

type Steps = readonly (Operation | OperationStep)[];

function extra(upgrade: Steps, downgrade: Steps, kind?: 'raises'): readonly string[] {
  const [up, down] = [directionOf(upgrade), kind ? directionOf(downgrade, kind) : directionOf(downgrade)];
  return extraSteps(up, down, undoes(up, down)).map(({ operation }) => operationText(operation));
}

const WITH_KEY: Operation = {
  kind: 'add-column',
  table: orders,
  column: columnNamed('by', { constraints: [unique(undefined, ['by'])] }),
  ifNotExists: false,
};

describe('a downgrade does more than it has to', () => {
  test.each<[string, Operation]>([
    ['drops the table orders and every row in it', dropTable('orders')],
    ['drops the column orders.other and every value in it', dropColumn('other')],
    ['drops the index iy', dropIndex('iy')],
    ['drops the constraint uq of orders', dropConstraint('uq')],
    ['drops the sequence s', dropObject('sequence', 's')],
    ['creates the table people with 1 column, id', createTable('people', 'id')],
    ['adds the column orders.other (integer, nullable)', addColumn('other')],
    ['creates the index iy on orders (b)', createIndex('iy', ['b'])],
    ['adds the unique constraint uq on orders (b)', addConstraint(unique('uq', ['b']))],
    ['renames the table orders to sales', renameTable('orders', 'sales')],
    ['renames the column orders.b to c', renameColumn('b', 'c')],
    ['changes the column orders.total: the type to bigint', alterColumn({ type: typeNamed('int8') })],
    ['deletes some rows of orders', changeRows('delete')],
    ['deletes every row of orders', { kind: 'truncate', tables: [orders], cascade: false }],
  ])('when it %s', (text, operation) => {
    const up = [createIndex('ix', ['a'])];
    expect(extra(up, [operation, dropIndex('ix')])).toEqual([text]);
    expect(extra(up, [dropIndex('ix'), operation])).toEqual([text]);
  });

  test('also where the upgrade does nothing', () => {
    expect(extra([], [dropColumn('note')])).toEqual(['drops the column orders.note and every value in it']);
  });
});

describe('a downgrade does what it has to', () => {
  test.each<[string, Steps, Steps]>([
    [
      'step by step',
      [createTable('orders', 'id'), createIndex('ix', ['id'])],
      [dropIndex('ix'), dropTable('orders')],
    ],
    [
      'with what goes along anyway',
      [createTable('orders', 'id')],
      [dropIndex('ix'), dropConstraint('uq'), changeRows('delete'), dropTable('orders')],
    ],
    [
      'with what comes along',
      [dropTable('orders')],
      [createTable('orders', 'id'), createIndex('ix', ['id']), addConstraint(unique('uq', ['id']))],
    ],
    [
      'with an index of a column',
      [addColumn('a')],
      [dropIndex('ix'), alterColumn({ column: columnNamed('a').name, nullable: true }), dropColumn('a')],
    ],
    ['by the name that PostgreSQL made up', [WITH_KEY], [dropConstraint('orders_by_key'), dropColumn('by')]],
    [
      'with more of an altered column',
      [alterColumn({ nullable: false })],
      [alterColumn({ nullable: true, type: typeNamed('int8') })],
    ],
    [
      'with a type that came with a column',
      [addColumn('mood')],
      [dropColumn('mood'), dropObject('type', 'mood')],
    ],
    [
      'by way of a table of its own',
      [addColumn('a')],
      [createTable('tmp', 'id'), dropTable('tmp'), dropColumn('a')],
    ],
    [
      'with rows that may be the old ones',
      [dropColumn('a')],
      [addColumn('a'), changeRows('update'), changeRows('insert')],
    ],
    ['with rows that it added', [changeRows('insert')], [changeRows('delete')]],
    [
      'with what makes no difference',
      [addColumn('a')],
      [dropColumn('a'), { kind: 'other', what: 'a comment' }, createObject('type', 't')],
    ],
    [
      'under a condition',
      [addColumn('a')],
      [dropColumn('a'), stepOf(dropTable('people'), { isCertain: false })],
    ],
    [
      'under the new name',
      [renameTable('orders', 'sales'), addColumn('a', tableNamed('sales'))],
      [dropColumn('a'), renameTable('sales', 'orders')],
    ],
  ])('%s', (_what, upgrade, downgrade) => {
    expect(extra(upgrade, downgrade)).toEqual([]);
  });

  test('or refuses', () => {
    expect(extra([], [dropTable('orders')], 'raises')).toEqual([]);
  });
});

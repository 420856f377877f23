import { describe, expect, test } from 'vitest';

import {
  columnNamed,
  columnState,
  indexState,
  tableNamed,
  tableState,
} from '../../../testing/sample-schema.ts';
import {
  addColumn,
  alterColumn,
  createIndex,
  createTable,
  dropTable,
} from '../../../testing/schema-changes.ts';
import { knownName } from '../../operations/name.ts';
import { isNoOpStep } from './no-op-step.ts';
import type { Operation } from '../../operations/operation.ts';

const orders = tableState('orders', [columnState('a')], { indexes: [indexState('ix_a', ['a'])] });
const table = tableNamed('orders');
const nothingIn = (operation: Operation, before = [orders], isCertain = true) =>
  isNoOpStep({ operation, isCertain }, () => before[0]);

describe('nothing is to be undone', () => {
  test('of what only asks, tells or checks', () => {
    expect(nothingIn({ kind: 'other', what: 'COMMENT' })).toBe(true);
    expect(nothingIn({ kind: 'validate-constraint', table, name: knownName('ck') })).toBe(true);
  });

  test('of a table that may be there already, or goes with the connection', () => {
    expect(nothingIn(createTable('orders', ['a']))).toBe(false);
    expect(nothingIn(createTable('orders', ['a'], { ifNotExists: true }))).toBe(true);
    expect(nothingIn(createTable('orders', ['a'], { ifNotExists: undefined }))).toBe(true);
    expect(nothingIn(createTable('orders', ['a'], { ifNotExists: true }), [])).toBe(false);
    expect(nothingIn(createTable('orders', ['a'], { isTemporary: true }), [])).toBe(true);
  });

  test('of a column that may be there already', () => {
    const add = (name: string, ifNotExists: boolean | undefined) =>
      nothingIn({ kind: 'add-column', table, column: columnNamed(name), ifNotExists });
    expect([add('a', true), add('a', undefined), add('a', false), add('b', true)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('of a column that may be gone already, where every column is known', () => {
    const drop = (name: string, ifExists: boolean | undefined, before = orders) =>
      nothingIn({ kind: 'drop-column', table, column: knownName(name), ifExists, cascade: false }, [before]);
    expect([drop('b', true), drop('b', undefined), drop('b', false), drop('a', true)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(drop('b', true, { ...orders, isWhole: false })).toBe(false);
  });

  test('of an index that may be there already', () => {
    const make = (name: string, ifNotExists: boolean | undefined) =>
      nothingIn({
        ...createIndex('orders', ['a'], { name: { text: name, isKnown: true } }),
        ifNotExists,
      } as Operation);
    expect([make('ix_a', true), make('ix_a', undefined), make('ix_a', false), make('ix_b', true)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('under a condition of what is as it makes it', () => {
    const perhaps = (operation: Operation, before = [orders]) => nothingIn(operation, before, false);
    const column = columnNamed('a');
    const gone = {
      kind: 'drop-column',
      table,
      column: knownName('b'),
      ifExists: false,
      cascade: false,
    } as const;
    expect(perhaps(createTable('orders', ['a']))).toBe(true);
    expect(perhaps(createTable('orders', ['a']), [])).toBe(false);
    expect(perhaps({ kind: 'add-column', table, column, ifNotExists: false })).toBe(true);
    expect(perhaps(addColumn('orders', 'b'))).toBe(false);
    expect(perhaps(gone)).toBe(true);
    expect(perhaps({ ...gone, column: knownName('a') })).toBe(false);
    expect(perhaps(gone, [{ ...orders, isWhole: false }])).toBe(false);
  });

  test('but not of an index under a condition, which may have gone before', () => {
    const name = { text: 'ix_a', isKnown: true };
    expect(nothingIn(createIndex('orders', ['a'], { name }), [orders], false)).toBe(false);
  });

  test('of an alteration that alters nothing', () => {
    expect(nothingIn(alterColumn('orders', 'a', {}))).toBe(true);
    expect(nothingIn(alterColumn('orders', 'a', { nullable: false }))).toBe(false);
  });

  test('but not of what takes away, makes, or names what is not known', () => {
    expect(nothingIn(dropTable('orders'))).toBe(false);
    const unknown = { text: 'TABLE', isKnown: false, schema: undefined };
    expect(nothingIn({ kind: 'alter-column', table: unknown, column: knownName('a') })).toBe(false);
    expect(nothingIn(createTable('orders', [], { isTemporary: true, table: unknown }))).toBe(false);
  });

  test('and the table is only looked for where that matters', () => {
    const asked = (operation: Operation) => {
      let count = 0;
      isNoOpStep({ operation, isCertain: true }, () => {
        count += 1;
        return orders;
      });
      return count;
    };
    expect([
      asked(createTable('orders', ['a'])),
      asked(addColumn('orders', 'b')),
      asked(dropTable('orders')),
      asked(createTable('orders', ['a'], { ifNotExists: true })),
    ]).toEqual([0, 0, 0, 1]);
  });
});

import { describe, expect, test } from 'vitest';

import { addColumn, createTable, dropTable, renameTable } from '../../testing/sample-operations.ts';
import { stepOf, tableNamed, unclearStep } from '../../testing/sample-schema.ts';
import { unknownName } from '../operations/name.ts';
import type { Operation, Step } from '../operations/operation.ts';
import { isOfThisMigration } from './table-of-this-migration.ts';

const isOne = (
  steps: readonly Step[],
  { table = tableNamed('orders'), isToldBefore = false, isCertain = true } = {},
) => isOfThisMigration({ table, isCertain }, { steps }, () => isToldBefore);

const DROP = stepOf(dropTable('orders'));
const MOVE: Operation = {
  kind: 'set-table-schema',
  table: tableNamed('shop.orders'),
  schema: { text: 'public', isKnown: true },
};

describe('A table is of this migration alone', () => {
  test('where the way back drops it, and nothing tells of it before', () => {
    expect(isOne([DROP])).toBe(true);
    expect(isOne([stepOf(addColumn('a')), unclearStep('it is not known'), DROP])).toBe(true);
    expect(isOne([stepOf(dropTable('people')), DROP, stepOf(createTable('people', 'a'))])).toBe(true);
    expect(isOne([stepOf(dropTable('orders'), { isCertain: false })], { isCertain: false })).toBe(true);
    expect(isOne([DROP], { table: tableNamed('public.orders') })).toBe(true);
  });
});

describe('A table may be another one', () => {
  test('where a migration before tells of it', () => {
    expect(isOne([DROP], { isToldBefore: true })).toBe(false);
  });

  test('where the way back leaves it, or may', () => {
    expect(isOne([])).toBe(false);
    expect(isOne([stepOf(dropTable('people'))])).toBe(false);
    expect(isOne([stepOf(dropTable('orders'), { isCertain: false })])).toBe(false);
    expect(isOne([unclearStep('it is not known')])).toBe(false);
  });

  test('where the way back makes one of its name', () => {
    expect(isOne([DROP, stepOf(createTable('orders', 'a'))])).toBe(false);
    expect(isOne([DROP, stepOf(renameTable('people', 'orders'))])).toBe(false);
    expect(isOne([stepOf(renameTable('orders', 'people')), DROP])).toBe(false);
    expect(isOne([DROP, stepOf(MOVE)])).toBe(false);
  });

  test('where its name is not known', () => {
    const table = { ...unknownName('NAME'), schema: undefined };
    expect(isOne([stepOf({ ...dropTable('orders'), table } as Operation)], { table })).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';

import { judgedUpgrade } from '../../testing/judged-upgrade.ts';
import { stepOf, tableNamed, unclearStep } from '../../testing/sample-schema.ts';
import { addColumn, createTable, dropTable } from '../../testing/schema-changes.ts';
import type { JudgedUpgrade } from './judged-upgrade.ts';
import { isMadeInSomeSchema } from './made-in-some-schema.ts';
import { unknownName, type TableName } from '../operations/name.ts';
import type { Operation } from '../operations/operation.ts';

const ORDERS = tableNamed('orders');
const nameless = (source: string): TableName => ({ ...unknownName(source), schema: undefined });

/** `op.create_table("orders", schema=schema)` */
function made(source: string, ifNotExists = false): Operation {
  return {
    kind: 'create-table',
    table: nameless(source),
    columns: [],
    constraints: [],
    ifNotExists,
    isWhole: true,
    isTemporary: false,
  };
}

/** Asked by a step right behind the upgrade. */
function isMade(upgrade: JudgedUpgrade, table: TableName = ORDERS, isCertain = true): boolean {
  const { steps } = upgrade;
  return isMadeInSomeSchema(
    {
      upgrade,
      index: steps.length,
      isCertain,
      operation: addColumn('orders', 'a'),
      at: upgrade.span({ start: 0, end: 0 }),
    },
    table,
  );
}

describe('A table without a schema', () => {
  test('is the one that the migration makes in a schema that only a run tells', () => {
    expect(isMade(judgedUpgrade(made('schema.orders')))).toBe(true);
    expect(isMade(judgedUpgrade(made("config['schema'].orders")))).toBe(true);
    expect(isMade(judgedUpgrade(unclearStep('x'), made('schema.orders'), dropTable('people')))).toBe(true);
  });

  test('is another one where the name is another', () => {
    expect(isMade(judgedUpgrade(made('schema.old_orders')))).toBe(false);
    expect(isMade(judgedUpgrade(made('schema.orders_old')))).toBe(false);
    expect(isMade(judgedUpgrade(made('orders')))).toBe(false);
  });

  test('is another one where the schema is known', () => {
    expect(isMade(judgedUpgrade(createTable('shop.orders', [])))).toBe(false);
  });

  test('may have been there before where it is only made if it is not', () => {
    expect(isMade(judgedUpgrade(made('schema.orders', true)))).toBe(false);
  });

  test('is not made by what is undone at once', () => {
    expect(isMade(judgedUpgrade(stepOf(made('schema.orders'), { shift: 'undone' })))).toBe(false);
  });

  test('is made under a condition for what is done under one', () => {
    const perhaps = judgedUpgrade(stepOf(made('schema.orders'), { isCertain: false }));
    expect(isMade(perhaps)).toBe(false);
    expect(isMade(perhaps, ORDERS, false)).toBe(true);
  });
});

describe('A table with a schema, or of no known name', () => {
  test.each([tableNamed('shop.orders'), nameless('schema.orders'), nameless('name')])(
    '%o is not asked',
    (table) => {
      expect(isMade(judgedUpgrade(made('schema.orders')), table)).toBe(false);
    },
  );
});

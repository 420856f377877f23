import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { SHOP_PARTS } from '../../testing/sample-database.ts';
import { shopHistory } from '../../testing/sample-stamp.ts';
import { pendingConflicts } from './pending-conflicts.ts';

const parsers = await testParsers();

/** The shop has customers (id, name) and orders (id, customer_id, total). */
function told(...upgrades: readonly string[]): readonly string[] {
  const revisions = upgrades.map((upgrade, index) => [
    `r${index + 1}`,
    { parents: index === 0 ? 'None' : `"r${index}"`, upgrade },
  ]);
  const history = shopHistory(parsers, Object.fromEntries(revisions));
  const pending = upgrades.map((_, index) => `r${index + 1}`);
  return pendingConflicts(history, pending, SHOP).map(({ text }) => text);
}

const SHOP = { schemas: ['public'], visibleSchemas: ['public'], parts: SHOP_PARTS };

const ID = 'sa.Column("id", sa.Integer())';

describe('what would fail after a stamp', () => {
  test('is what is there already', () => {
    expect(told(`op.create_table("orders", ${ID})`)).toEqual([
      'Production already has the table orders, which r1 makes.',
    ]);
    expect(told('op.add_column("orders", sa.Column("total", sa.Numeric()))')).toEqual([
      'Production already has the column total of orders, which r1 makes.',
    ]);
  });

  test.each([
    'op.add_column("parcels", sa.Column("weight", sa.Integer()))',
    'op.drop_column("parcels", "weight")',
    'op.alter_column("parcels", "weight", nullable=False)',
    'op.create_index("ix", "parcels", ["weight"])',
    'op.create_unique_constraint("one", "parcels", ["weight"])',
    'op.execute("ALTER TABLE public.parcels ADD weight int")',
  ])('is what is changed and is not there: %s', (upgrade) => {
    expect(told(upgrade)).toEqual(['Production lacks the table parcels, which r1 changes.']);
  });

  test('is looked for where the search path leads first, whatever else was looked into', () => {
    const history = shopHistory(parsers, { r1: { upgrade: 'op.drop_column("orders", "total")' } });
    const both = { ...SHOP, schemas: ['audit', 'public'] };
    expect(pendingConflicts(history, ['r1'], both)).toEqual([]);
  });

  test('is told once', () => {
    const change = 'op.add_column("parcels", sa.Column("a", sa.Integer()))';
    expect(told(`${change}\n${change}`)).toHaveLength(1);
  });
});

describe('what would not fail', () => {
  test.each([
    [
      'a new table, and what is done to it then',
      [`op.create_table("parcels", ${ID})`, 'op.add_column("parcels", sa.Column("a", sa.Integer()))'],
    ],
    ['a new column', ['op.add_column("orders", sa.Column("state", sa.Text()))']],
    ['a table that is dropped before', ['op.drop_table("orders")', `op.create_table("orders", ${ID})`]],
    [
      'a column that is dropped before',
      ['op.drop_column("orders", "total")', 'op.add_column("orders", sa.Column("total", sa.Text()))'],
    ],
    [
      'a column that is renamed before',
      [
        'op.alter_column("orders", "total", new_column_name="sum")',
        'op.add_column("orders", sa.Column("total", sa.Text()))',
      ],
    ],
    [
      'IF NOT EXISTS',
      [
        'op.execute("CREATE TABLE IF NOT EXISTS orders (id int)")',
        'op.execute("ALTER TABLE orders ADD COLUMN IF NOT EXISTS total int")',
      ],
    ],
    ['a temporary table', ['op.execute("CREATE TEMP TABLE orders (id int)")']],
    ['DROP TABLE IF EXISTS', ['op.execute("DROP TABLE IF EXISTS parcels")']],
    ['rows', ['op.execute("UPDATE parcels SET a = 1")']],
    ['nothing', ['pass']],
  ])('is %s', (_, upgrades) => {
    expect(told(...upgrades)).toEqual([]);
  });

  test.each([
    'op.rename_table("orders", "purchases")',
    'op.execute(open("x.sql").read())',
    'if context.get_x_argument():\n    op.drop_table("orders")',
  ])('is all behind what is not followed: %s', (step) => {
    expect(told(step, `op.create_table("orders", ${ID})`)).toEqual([]);
  });

  test('is what lies in a schema that was not looked into', () => {
    expect(told(`op.create_table("orders", ${ID}, schema="audit")`)).toEqual([]);
    expect(told('op.add_column("log", sa.Column("a", sa.Text()), schema="audit")')).toEqual([]);
  });

  test('is told of the readable revisions only', () => {
    const history = shopHistory(parsers, { r1: { upgrade: `op.create_table("orders", ${ID})` } });
    expect(pendingConflicts(history, ['gone', 'r1'], SHOP)).toEqual([]);
  });
});

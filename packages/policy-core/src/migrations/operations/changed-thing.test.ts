import { describe, expect, test } from 'vitest';

import { sqlDirections } from '../../testing/sql-directions.ts';
import { dropConstraint } from '../../testing/schema-changes.ts';
import { changedThing } from './changed-thing.ts';
import { unknownName } from './name.ts';

const { operations } = await sqlDirections();

describe('what a step changes, in few words', () => {
  test.each([
    ['CREATE TABLE orders (id int)', 'the table orders'],
    ['DROP TABLE shop.orders', 'the table shop.orders'],
    ['ALTER TABLE orders RENAME TO purchases', 'the table orders'],
    ['ALTER TABLE orders SET SCHEMA old', 'the table orders'],
    ['ALTER TABLE orders ADD note text', 'the column orders.note'],
    ['ALTER TABLE shop.orders DROP COLUMN note', 'the column shop.orders.note'],
    ['ALTER TABLE orders RENAME note TO remark', 'the column orders.note'],
    ['ALTER TABLE orders ALTER note SET NOT NULL', 'the column orders.note'],
    ['CREATE INDEX ix_note ON orders (note)', 'the index ix_note'],
    ['CREATE INDEX ON orders (note)', 'a nameless index'],
    ['DROP INDEX ix_note', 'the index ix_note'],
    ['ALTER TABLE orders ADD CONSTRAINT uq UNIQUE (note)', 'the constraint uq of orders'],
    ['ALTER TABLE orders ADD UNIQUE (note)', 'a nameless constraint of orders'],
    ['ALTER TABLE orders DROP CONSTRAINT uq', 'the constraint uq of orders'],
    ['ALTER TABLE orders VALIDATE CONSTRAINT uq', 'the constraint uq of orders'],
    ["CREATE TYPE mood AS ENUM ('a')", 'the type mood'],
    ['DROP SCHEMA old', 'the schema old'],
    ['DROP MATERIALIZED VIEW sums', 'the materialized view sums'],
    ['ALTER TYPE mood RENAME TO temper', 'the type mood'],
    ['TRUNCATE orders, shop.notes', 'the rows of orders, shop.notes'],
    ['DELETE FROM orders WHERE id = 1', 'rows of orders'],
    ["UPDATE orders SET note = ''", 'rows of orders'],
    ['INSERT INTO orders VALUES (1)', 'rows of orders'],
  ])('%s: %s', (sql, words) => {
    expect(operations(sql).map(changedThing)).toEqual([words]);
  });

  test('what only shows when it runs stands as the source that gives it', () => {
    const table = { ...unknownName('TABLE'), schema: undefined };
    const column = unknownName('column');
    const drop = { ifExists: false, cascade: false } as const;
    expect(changedThing({ kind: 'drop-table', table, ...drop })).toBe('the table `TABLE`');
    expect(changedThing({ kind: 'drop-column', table, column, ...drop })).toBe('the column `TABLE`.`column`');
    expect(changedThing({ kind: 'truncate', tables: [table], cascade: false })).toBe('the rows of `TABLE`');
    expect(changedThing({ kind: 'drop-object', object: 'schema', name: column, ...drop })).toBe(
      'the schema `column`',
    );
  });

  test('of a constraint that was named None', () => {
    expect(changedThing(dropConstraint('orders', null))).toBe('a nameless constraint of orders');
  });

  test('of the metadata', () => {
    for (const kind of ['create-all', 'drop-all'] as const)
      expect(changedThing({ kind })).toBe('the tables of the metadata');
  });
});

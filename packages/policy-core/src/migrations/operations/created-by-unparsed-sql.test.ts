import { describe, expect, it } from 'vitest';

import {
  isCreatedByUnparsedSql,
  isOfTableCreatedByUnparsedSql,
  mayBeKeptByUnparsedSql,
} from './created-by-unparsed-sql.ts';
import { knownName, type TableName } from './name.ts';
import type { Operation, Step } from './operation.ts';

const table = (text: string, schema?: string): TableName => ({
  ...knownName(text),
  schema,
});
const ORDERS = table('orders');

/** Statements as text for what nobody can read, and as operations for the others. */
function read(...statements: readonly (string | Operation)[]): { text: string; steps: readonly Step[] } {
  let text = '';
  const steps = statements.map((one): Step => {
    const start = text.length;
    text += `${typeof one === 'string' ? one : one.kind}\n`;
    const place = { start, end: text.length, isCertain: true, autocommit: false };
    return typeof one === 'string'
      ? { kind: 'unclear', ...place, problem: 'it is of another database' }
      : { kind: 'operation', ...place, via: 'directive', operation: one };
  });
  return { text, steps };
}

const DROP: Operation = { kind: 'drop-table', table: ORDERS, ifExists: false, cascade: false };
const into = (name: string, from: TableName): Operation => ({
  kind: 'change-rows',
  verb: 'insert',
  table: table(name),
  isFiltered: true,
  reads: [from],
});
const MADE = 'CREATE TABLE `orders` (`id` int(11)) ENGINE=InnoDB';

describe('isMadeUnread', () => {
  it.each([
    MADE,
    'create table if not exists shop.orders (id int) engine = innodb',
    'CREATE TEMPORARY TABLE "Orders"(id int) ENGINE=MEMORY',
    'CREATE TABLE [dbo].[orders] (id int)',
    'RENAME TABLE new_orders TO orders',
    'ALTER TABLE new_orders RENAME TO `orders`, ENGINE=InnoDB',
    'ALTER TABLE new_orders RENAME AS orders',
  ])('is so for %s', (sql) => {
    expect(isCreatedByUnparsedSql(ORDERS, read(sql))).toBe(true);
    expect(isCreatedByUnparsedSql(table('orders', 'shop'), read(DROP, sql))).toBe(true);
  });

  it.each([
    'CREATE TABLE `orders_2` (`id` int(11)) ENGINE=InnoDB',
    'DELETE orders FROM orders JOIN users',
    'ALTER TABLE `orders` ENGINE=InnoDB',
    'RENAME TABLE orders TO old_orders',
    'CREATE TABLESPACE orders',
  ])('is not so for %s', (sql) => {
    expect(isCreatedByUnparsedSql(ORDERS, read(sql))).toBe(false);
  });

  it('is not so for a table whose name is not known, and for what can be read', () => {
    expect(isCreatedByUnparsedSql({ ...ORDERS, isKnown: false }, read(MADE))).toBe(false);
    expect(isCreatedByUnparsedSql(ORDERS, read(DROP))).toBe(false);
  });

  it('is asked of whatever an operation is about', () => {
    expect(isOfTableCreatedByUnparsedSql(DROP, read(MADE))).toBe(true);
    expect(isOfTableCreatedByUnparsedSql({ ...DROP, table: table('users') }, read(MADE))).toBe(false);
    expect(isOfTableCreatedByUnparsedSql({ kind: 'drop-all' }, read(MADE))).toBe(false);
  });
});

describe('mayBeKeptUnread', () => {
  it('is so where the table is made before', () => {
    expect(mayBeKeptByUnparsedSql(ORDERS, 1, read(MADE, DROP))).toBe(true);
  });

  it.each<[string, string | Operation]>([
    ['rows that are copied', into('kept', ORDERS)],
    [
      'a table made of them',
      {
        kind: 'create-table',
        table: table('kept'),
        columns: [],
        constraints: [],
        ifNotExists: false,
        isWhole: false,
        isTemporary: false,
        sources: [{ as: 'query', table: ORDERS }],
      },
    ],
    ['rows that cannot be read either', 'INSERT INTO `kept` SELECT * FROM `Orders`'],
  ])('is so where it is made again behind %s', (_, copy) => {
    expect(mayBeKeptByUnparsedSql(ORDERS, 1, read(copy, DROP, MADE))).toBe(true);
    expect(mayBeKeptByUnparsedSql(ORDERS, 0, read(DROP, copy, MADE))).toBe(false);
    expect(mayBeKeptByUnparsedSql(ORDERS, 1, read(copy, DROP))).toBe(false);
  });

  it('is not so where nothing took its rows', () => {
    expect(mayBeKeptByUnparsedSql(ORDERS, 0, read(DROP, MADE))).toBe(false);
    expect(mayBeKeptByUnparsedSql(ORDERS, 1, read(into('kept', table('users')), DROP, MADE))).toBe(false);
    expect(mayBeKeptByUnparsedSql(ORDERS, 1, read(into('orders', table('users')), DROP, MADE))).toBe(false);
  });
});

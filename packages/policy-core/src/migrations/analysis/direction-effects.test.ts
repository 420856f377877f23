import { describe, expect, test } from 'vitest';

import { sqlDirections } from '../../testing/sql-directions.ts';
import { losingSteps, madeBy, operationSteps } from './direction-effects.ts';
import { operationText } from './operation-words.ts';

const { direction } = await sqlDirections();
const losing = (sql: string, before?: string) =>
  losingSteps(direction(sql), before === undefined ? undefined : madeBy(direction(before))).map(
    ({ operation }) => operationText(operation),
  );

test('The steps of a direction are those that can be read, in their order', () => {
  const sql = "DROP VIEW v; DO $$ BEGIN EXECUTE 'DROP ' || x; END $$; CREATE INDEX i ON orders (a)";
  expect(operationSteps(direction(sql)).map(({ operation }) => operation.kind)).toEqual([
    'drop-object',
    'create-index',
  ]);
});

describe('Rows are lost', () => {
  test.each([
    ['DROP TABLE orders', 'drops the table orders and every row in it'],
    ['ALTER TABLE orders DROP a', 'drops the column orders.a and every value in it'],
    ['TRUNCATE orders', 'deletes every row of orders'],
    ['DELETE FROM orders', 'deletes all rows of orders'],
    ['DELETE FROM orders WHERE a = 1', 'deletes some rows of orders'],
    ['DROP SCHEMA old CASCADE', 'drops the schema old, with whatever depends on it'],
    ['DROP OWNED BY app', 'drops everything that app owns'],
    ['DROP DATABASE shop', 'drops the database shop'],
  ])('by %s', (sql, words) => {
    expect(losing(sql)).toEqual([words]);
  });

  test.each([
    ['an empty schema, as PostgreSQL asks for', 'DROP SCHEMA old'],
    ['an UPDATE', 'UPDATE orders SET a = 1'],
    ['new rows', 'INSERT INTO orders VALUES (1)'],
    ['a type', 'DROP TYPE mood'],
    ['a view', 'DROP VIEW v'],
    ['an index', 'DROP INDEX i'],
    ['a constraint', 'ALTER TABLE orders DROP CONSTRAINT c'],
  ])('and not by %s', (_, sql) => {
    expect(losing(sql)).toEqual([]);
  });

  test.each([
    ['a table', 'CREATE TABLE t (a int)', 'DROP TABLE t'],
    ['a table that gets another name', 'CREATE TABLE t (a int); ALTER TABLE t RENAME TO u', 'DROP TABLE u'],
    ['the rows of a table', 'CREATE TABLE t (a int)', 'DELETE FROM t'],
    ['all rows of a table', 'CREATE TABLE t (a int)', 'TRUNCATE t'],
    ['a column of a table', 'CREATE TABLE t (a int)', 'ALTER TABLE t DROP a'],
    ['a column', 'ALTER TABLE orders ADD a int', 'ALTER TABLE orders DROP a'],
    [
      'a column with another name',
      'ALTER TABLE orders ADD a int; ALTER TABLE orders RENAME a TO b',
      'ALTER TABLE orders DROP b',
    ],
    ['a schema', 'CREATE SCHEMA old', 'DROP SCHEMA old CASCADE'],
  ])('and not by what takes away %s that was made before', (_, made, taken) => {
    expect(losing(`${made}; ${taken}`)).toEqual([]);
    expect(losing(taken, made)).toEqual([]);
    expect(losing(taken)).toHaveLength(1);
  });

  test.each([
    [
      'a table',
      'CREATE TABLE t (a int); ALTER TABLE t RENAME TO u; ALTER TABLE orders RENAME TO t',
      'DROP TABLE t',
    ],
    [
      'a table that is gone',
      'CREATE TABLE t (a int); DROP TABLE t; ALTER TABLE orders RENAME TO t',
      'DROP TABLE t',
    ],
    [
      'a column',
      'ALTER TABLE orders ADD a int; ALTER TABLE orders RENAME a TO b; ALTER TABLE orders RENAME old TO a',
      'ALTER TABLE orders DROP a',
    ],
    [
      'a column that is gone',
      'ALTER TABLE orders ADD a int; ALTER TABLE orders DROP a; ALTER TABLE orders RENAME old TO a',
      'ALTER TABLE orders DROP a',
    ],
    [
      'a column of a table',
      'ALTER TABLE orders ADD a int; ALTER TABLE orders RENAME TO u; ALTER TABLE v RENAME TO orders',
      'ALTER TABLE orders DROP a',
    ],
  ])(
    'by what takes away what was there before, under the former name of %s that was made',
    (_, made, taken) => {
      expect(losing(`${made}; ${taken}`)).toHaveLength(1);
    },
  );

  test('by what may have been there, unless the other direction is asked', () => {
    const [make, drop] = ['CREATE TABLE IF NOT EXISTS t (a int)', 'DROP TABLE t'];
    expect(losing(`${make}; ${drop}`)).toEqual(['drops the table t and every row in it']);
    expect(losing(drop, make)).toEqual([]);
  });

  test('by what is emptied beside what is new', () => {
    expect(losing('CREATE TABLE t (a int); TRUNCATE t, orders')).toEqual(['deletes every row of t, orders']);
    expect(losing('CREATE TABLE t (a int); TRUNCATE t CASCADE')).toEqual([
      'deletes every row of t and of the tables that refer to it',
    ]);
  });

  test('by a drop before something of its name is made', () => {
    expect(losing('DROP TABLE orders; CREATE TABLE orders (a int)')).toEqual([
      'drops the table orders and every row in it',
    ]);
  });

  test('by a schema that holds an old table by then', () => {
    expect(losing('CREATE SCHEMA old; ALTER TABLE orders SET SCHEMA old; DROP SCHEMA old CASCADE')).toEqual([
      'drops the schema old, with whatever depends on it',
    ]);
  });

  test('and not by a table whose rows lie in another one by then', () => {
    const copy = 'INSERT INTO fresh SELECT * FROM orders';
    const rename = 'ALTER TABLE fresh RENAME TO orders';
    const sql = `CREATE TABLE fresh (a int); ${copy}; DROP TABLE orders; ${rename}`;
    expect(losing(sql)).toEqual([]);
    expect(losing(sql.replace(copy, 'SELECT 1'))).toEqual(['drops the table orders and every row in it']);
  });

  test('and not by a table that was renamed out of the way', () => {
    expect(
      losing('ALTER TABLE orders RENAME TO orders_old; CREATE TABLE orders (a int); DROP TABLE orders_old'),
    ).toEqual([]);
  });
});

test('What a direction makes counts under the names that it has by then', () => {
  const made = madeBy(
    direction(
      'CREATE TABLE t (a int); ALTER TABLE t RENAME TO u; ALTER TABLE orders ADD b int; CREATE SCHEMA IF NOT EXISTS s',
    ),
  );
  expect([...made]).toEqual(['table\nu', 'column\norders\nb', 'schema\ns']);
});

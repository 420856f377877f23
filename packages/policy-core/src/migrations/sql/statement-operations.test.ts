import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldSql } from '../../testing/told-sql.ts';

const parser = (await testParsers()).sql;

const told = (sql: string) => toldSql(parser, sql);

describe('CREATE SCHEMA with what it makes at once', () => {
  it.each<[string, string, readonly string[]]>([
    ['nothing', 'CREATE SCHEMA shop', ['create-object schema shop']],
    [
      'a table',
      'CREATE SCHEMA shop CREATE TABLE orders (id int)',
      ['create-object schema shop', 'create-table shop.orders'],
    ],
    [
      'a table that names its schema itself',
      'CREATE SCHEMA shop CREATE TABLE shop.orders (id int)',
      ['create-object schema shop', 'create-table shop.orders'],
    ],
    [
      'a table and its index',
      'CREATE SCHEMA shop CREATE TABLE orders (id int) CREATE INDEX ix ON orders (id)',
      ['create-object schema shop', 'create-table shop.orders', 'create-index shop.orders ix'],
    ],
    [
      'a view and a sequence',
      'CREATE SCHEMA shop CREATE VIEW v AS SELECT 1 AS a CREATE SEQUENCE s',
      ['create-object schema shop', 'create-object view shop.v', 'create-object sequence shop.s'],
    ],
    [
      'rights, which are no change',
      'CREATE SCHEMA shop CREATE TABLE orders (id int) GRANT SELECT ON orders TO app',
      ['create-object schema shop', 'create-table shop.orders', 'other CREATE SCHEMA'],
    ],
  ])('%s', (_, sql, expected) => {
    expect(told(sql)).toEqual(expected);
  });
});

describe('statements inside of statements', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'a DELETE in WITH',
      'WITH gone AS (DELETE FROM a RETURNING *) SELECT * FROM gone',
      ['change-rows delete a'],
    ],
    [
      'a DELETE in WITH of an INSERT',
      'WITH gone AS (DELETE FROM a WHERE b = 1 RETURNING *) INSERT INTO c SELECT * FROM gone',
      ['change-rows delete a filtered', 'change-rows insert c'],
    ],
    ['a WITH that only reads', 'WITH x AS (SELECT 1) SELECT * FROM x', ['other SELECT']],
    ['EXPLAIN, which runs nothing', 'EXPLAIN DELETE FROM a', ['other EXPLAIN']],
    ['EXPLAIN ANALYZE, which runs it', 'EXPLAIN ANALYZE DELETE FROM a', ['change-rows delete a']],
    ['a table made of a query', 'CREATE TABLE a AS WITH x AS (SELECT 1) SELECT * FROM x', ['create-table a']],
  ])('%s', (_, sql, expected) => {
    expect(told(sql)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';

import { judgedSql } from '../../testing/judged-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { longWork, longWorkText } from './long-work.ts';

const parser = (await testParsers()).sql;

/** What the last statement of a script does that takes long. */
function long(text: string, step = { isCertain: true }): string | undefined {
  const last = judgedSql(parser, text).at(-1);
  const work = last && longWork(last);
  return work && longWorkText(work, step);
}

describe('What takes long', () => {
  it.each([
    ['CREATE INDEX ON orders (a)', 'builds an index over the rows of orders'],
    ['REINDEX TABLE shop.orders', 'builds an index over the rows of shop.orders'],
    ['ALTER TABLE orders ALTER a SET NOT NULL', 'reads every row of orders'],
    ['ALTER TABLE orders ADD CHECK (a > 0)', 'reads every row of orders'],
    ['ALTER TABLE orders SET UNLOGGED', 'writes every row again of orders'],
    ['ALTER TABLE orders ALTER a TYPE bigint', 'may write every row again of orders'],
    ['ANALYZE orders', 'samples the rows of orders'],
    ['CREATE MATERIALIZED VIEW v AS SELECT a FROM orders', 'reads every row of orders'],
  ])('%s', (statement, said) => {
    expect(long(statement)).toBe(said);
  });

  it.each([
    ['CREATE INDEX ON orders (a)', 'may build an index over the rows of orders'],
    ['ALTER TABLE orders ALTER a SET NOT NULL', 'may read every row of orders'],
    ['ALTER TABLE orders SET UNLOGGED', 'may write every row again of orders'],
    ['ALTER TABLE orders ALTER a TYPE bigint', 'may write every row again of orders'],
  ])('where it may not run: %s', (statement, said) => {
    expect(long(statement, { isCertain: false })).toBe(said);
  });
});

describe('What takes a moment', () => {
  it.each([
    'ALTER TABLE orders ADD a int',
    'ALTER TABLE orders DROP a',
    'DROP TABLE orders',
    'TRUNCATE orders',
    'ALTER TABLE orders ADD CHECK (a > 0) NOT VALID',
    'CREATE VIEW v AS SELECT a FROM orders',
  ])('%s', (statement) => {
    expect(long(statement)).toBeUndefined();
  });

  it('is whatever is done to a new table', () => {
    expect(long('CREATE TABLE orders (a int); CREATE INDEX ON orders (a)')).toBeUndefined();
    expect(long('CREATE TEMP TABLE orders (a int); ALTER TABLE orders SET UNLOGGED')).toBeUndefined();
  });
});

describe('Rows', () => {
  it.each(['UPDATE orders SET a = 1', 'INSERT INTO notes SELECT a FROM orders', 'SELECT a FROM orders'])(
    'are for others to tell: %s',
    (statement) => {
      expect(long(statement)).toBeUndefined();
    },
  );
});

import { describe, expect, it } from 'vitest';

import { judgedSql } from '../../testing/judged-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { enumValueUse } from './enum-value-use.ts';
import { knownName } from '../operations/name.ts';

const parser = (await testParsers()).sql;

const TABLES = 'CREATE TABLE orders (id int, state state, was state, note text); CREATE TABLE notes (a text)';

/** What a statement makes of the value `paid` of the enum `state`. */
function use(statement: string, tables = TABLES): 'used' | 'perhaps' | undefined {
  const last = judgedSql(parser, `${tables}; ${statement}`).at(-1);
  if (last === undefined) throw new Error('there is no statement');
  return enumValueUse(last.step, { type: knownName('state'), value: 'paid' });
}

describe('A statement uses a value of an enum', () => {
  it.each([
    "UPDATE orders SET was = 'paid'",
    "UPDATE orders SET note = 'x' WHERE state <> 'paid'",
    "UPDATE notes SET a = 'x' FROM orders WHERE orders.state = 'paid'",
    "INSERT INTO orders VALUES (1, 'paid')",
    "INSERT INTO orders SELECT 1, 'paid'",
    "INSERT INTO notes (a) SELECT note FROM orders WHERE state = 'paid'",
    "DELETE FROM orders WHERE state = 'paid'",
    "SELECT FROM orders WHERE state = 'paid' FOR UPDATE",
    "SELECT 'paid'::state",
    "SELECT CAST('paid' AS state)",
    `SELECT 'paid' :: "state"`,
    "UPDATE notes SET a = 'paid'::state::text",
    "ALTER TABLE orders ADD CHECK (state <> 'paid')",
    "CREATE INDEX ON orders (id) WHERE state = 'paid'",
    "CREATE VIEW v AS SELECT id FROM orders WHERE state = 'paid'",
    "CREATE MATERIALIZED VIEW v AS SELECT id FROM orders WHERE state = 'paid'",
    "ALTER TABLE orders ADD later state DEFAULT 'paid'",
    "ALTER TABLE orders ALTER state SET DEFAULT 'paid'",
    "CREATE TABLE lines (a int, state state DEFAULT 'paid')",
  ])('%s', (statement) => {
    expect(use(statement)).toBe('used');
  });
});

describe('A statement uses no value of an enum', () => {
  it.each([
    "UPDATE orders SET state = 'open'",
    "UPDATE orders SET note = 'paid'",
    "UPDATE notes SET a = 'paid'",
    "UPDATE orders SET state = 'paid in part'",
    "DELETE FROM orders WHERE state::text = 'paid'",
    "DELETE FROM orders WHERE CAST(state AS varchar) = 'paid'",
    "SELECT 'paid'",
    "SELECT 'paid'::other",
    "ALTER TABLE orders ADD later text DEFAULT 'paid'",
    "ALTER TABLE orders ALTER note SET DEFAULT 'paid'",
    'ALTER TABLE orders ALTER note DROP DEFAULT',
    "CREATE TABLE lines (a text DEFAULT 'paid')",
    'ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (id) REFERENCES orders',
    "COMMENT ON TABLE orders IS 'paid'",
    "CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN 'paid'; END $$",
  ])('%s', (statement) => {
    expect(use(statement)).toBeUndefined();
  });
});

describe('A statement may use a value of an enum', () => {
  it('where the columns of the table are not known', () => {
    expect(use("UPDATE orders SET a = 'paid'", 'SELECT 1')).toBe('perhaps');
    expect(use("UPDATE orders SET a = 'paid'", 'ALTER TABLE orders ADD b int')).toBe('perhaps');
    expect(use("UPDATE orders SET b = 'paid'", 'ALTER TABLE orders ADD b state')).toBe('used');
  });

  it('but not as the default of a column of an unknown type', () => {
    expect(use("ALTER TABLE orders ALTER a SET DEFAULT 'paid'", 'SELECT 1')).toBeUndefined();
  });
});

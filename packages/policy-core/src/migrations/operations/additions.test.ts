import { describe, expect, test } from 'vitest';

import { sqlDirections } from '../../testing/sql-directions.ts';
import { isAddition } from './additions.ts';
import type { UtilityStatement } from './utility-statement.ts';
import { knownName } from './name.ts';
import type { ObjectOperation, Operation } from './operation.ts';

const { operations } = await sqlDirections();
/** For each operation of a text. */
const answers = (sql: string) => operations(sql).map(isAddition);

describe('A statement that only adds', () => {
  test.each([
    ['a table', 'CREATE TABLE t (a int)'],
    ['a table of the rows of another', 'CREATE TABLE t AS SELECT * FROM orders'],
    ['a temporary table', 'CREATE TEMP TABLE t (a int)'],
    ['a column, whatever it costs', 'ALTER TABLE orders ADD note uuid NOT NULL DEFAULT gen_random_uuid()'],
    ['an index, whoever waits', 'CREATE INDEX i ON orders (a)'],
    ['a unique index', 'CREATE UNIQUE INDEX CONCURRENTLY i ON orders (a)'],
    ['a view', 'CREATE VIEW v AS SELECT 1'],
    ['a materialized view', 'CREATE MATERIALIZED VIEW v AS SELECT 1'],
    ['a schema', 'CREATE SCHEMA audit'],
    ['a domain', 'CREATE DOMAIN email AS text'],
    ['an enum', "CREATE TYPE mood AS ENUM ('calm')"],
    ['a sequence', 'CREATE SEQUENCE s'],
    ['an extension', 'CREATE EXTENSION citext'],
    ['statistics', 'CREATE STATISTICS s ON a, b FROM orders'],
    ['a value of an enum', "ALTER TYPE mood ADD VALUE 'wild' BEFORE 'calm'"],
    ['a comment', "COMMENT ON COLUMN orders.a IS 'of the shop'"],
    ['what a planner counts', 'ANALYZE orders'],
    ['a query', 'SELECT 1 FROM orders'],
    ['a grant', 'GRANT SELECT ON orders TO app'],
    ['a setting of the session', "SET lock_timeout = '2s'"],
    ['a setting of the transaction', "SET LOCAL lock_timeout = '2s'"],
    ['the beginning of a transaction', 'BEGIN'],
    ['the end of one', 'COMMIT'],
    ['a savepoint', 'SAVEPOINT a'],
    ['a savepoint that is let go', 'RELEASE a'],
  ])('is one of %s', (_, sql) => {
    expect(answers(sql)).toEqual([true]);
  });
});

describe('A statement that does more', () => {
  test.each([
    ['a table that goes', 'DROP TABLE orders'],
    ['a table with another name', 'ALTER TABLE orders RENAME TO sales'],
    ['a column that goes', 'ALTER TABLE orders DROP a'],
    ['a column of another type', 'ALTER TABLE orders ALTER a TYPE bigint'],
    ['a constraint', 'ALTER TABLE orders ADD CHECK (a > 0) NOT VALID'],
    ['a constraint that is checked', 'ALTER TABLE orders VALIDATE CONSTRAINT c'],
    ['an index that goes', 'DROP INDEX i'],
    ['rows, even new ones', 'INSERT INTO orders VALUES (1)'],
    ['rows that go', 'TRUNCATE orders'],
    ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON orders EXECUTE FUNCTION f()'],
    ['a function', 'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$SELECT 1$$'],
    ['a policy of rows', 'CREATE POLICY p ON orders USING (true)'],
    ['a rule', 'CREATE RULE r AS ON INSERT TO orders DO NOTHING'],
    ['a value of an enum with another name', "ALTER TYPE mood RENAME VALUE 'a' TO 'b'"],
    ['a query that locks rows', 'SELECT 1 FROM orders FOR UPDATE'],
    ['a lock', 'LOCK TABLE orders IN SHARE MODE'],
    ['rights that are taken', 'REVOKE SELECT ON orders FROM app'],
    ['a setting of sessions to come', "ALTER ROLE app SET work_mem = '1GB'"],
    ['a setting of the server', "ALTER SYSTEM SET work_mem = '1GB'"],
    ['what is taken back', 'ROLLBACK'],
    ['what is taken back in part', 'ROLLBACK TO a'],
    ['a transaction that others have to end', "PREPARE TRANSACTION 'a'"],
    ['a cleaned table', 'VACUUM orders'],
    ['an index that is built again', 'REINDEX TABLE orders'],
    ['a refreshed view', 'REFRESH MATERIALIZED VIEW v'],
    ['an option of a table', 'ALTER TABLE orders SET (fillfactor = 70)'],
    ['a domain that refuses more', 'ALTER DOMAIN email ADD CHECK (VALUE <> $$$$)'],
  ])('is no addition: %s', (_, sql) => {
    expect(answers(sql)).toEqual([false]);
  });

  test('does not take along what the same text adds', () => {
    expect(answers('ALTER TABLE orders ADD a int, DROP b; CREATE INDEX i ON orders (a)')).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('Of things beside tables', () => {
  const name = knownName('x');
  test.each<[ObjectOperation['object'], boolean]>([
    ['statistics', true],
    ['materialized-view', true],
    ['database', false],
    ['tablespace', false],
    ['owned', false],
    ['other', false],
  ])('a new one of kind %s is an addition: %s', (object, isOne) => {
    expect(isAddition({ kind: 'create-object', object, name })).toBe(isOne);
  });

  test('none is that goes, or gets another name', () => {
    const drop = { kind: 'drop-object', object: 'view', name, ifExists: true, cascade: false } as const;
    expect(isAddition(drop)).toBe(false);
    expect(isAddition({ kind: 'rename-object', object: 'view', name, to: knownName('y') })).toBe(false);
  });
});

describe('What a directive is called', () => {
  const other = (what: string, deed?: UtilityStatement): Operation => ({
    kind: 'other',
    what,
    ...(deed === undefined ? {} : { deed }),
  });

  test.each(['a comment', 'a query', 'nothing', 'CREATE ROLE', 'DISCARD PLANS', 'SET CONSTRAINTS', 'NOTIFY'])(
    'tells an addition: %s',
    (what) => {
      expect(isAddition(other(what))).toBe(true);
    },
  );

  test.each(['CALL', 'REVOKE', 'SET ROLE x', 'a comment on nothing', 'RECREATE X', ''])(
    'tells none: %j',
    (what) => {
      expect(isAddition(other(what))).toBe(false);
    },
  );

  test('counts for nothing where more is known of it', () => {
    expect(isAddition(other('SELECT', { kind: 'query', reads: [], locksRows: true }))).toBe(false);
    expect(isAddition(other('ALTER', { kind: 'analyze', tables: [] }))).toBe(true);
  });
});

test('What the metadata makes may be more than an addition', () => {
  expect(isAddition({ kind: 'create-all' })).toBe(false);
  expect(isAddition({ kind: 'drop-all' })).toBe(false);
});

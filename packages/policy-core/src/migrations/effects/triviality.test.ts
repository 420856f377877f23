import { describe, expect, test } from 'vitest';

import { directionOf } from '../../testing/sample-schema.ts';
import { sqlDirections } from '../../testing/sql-directions.ts';
import { triviality } from './triviality.ts';

const { direction } = await sqlDirections();
const answer = (sql: string) => triviality(direction(sql)).answer;

describe('nobody notices [row 1.32]', () => {
  test.each([
    ['nothing', ''],
    ['a new table', 'CREATE TABLE bookings (id serial PRIMARY KEY, room text NOT NULL)'],
    ['a new table that refers to one that is there', 'CREATE TABLE notes (order_id int REFERENCES orders)'],
    ['a table that is made unless it is there', 'CREATE TABLE IF NOT EXISTS bookings (id int)'],
    ['a column that may be NULL', 'ALTER TABLE orders ADD COLUMN note text'],
    ['such a column unless it is there', 'ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text'],
    ['a column with one default for all rows', 'ALTER TABLE orders ADD COLUMN note text DEFAULT 1'],
    ['such a column that must have a value', "ALTER TABLE orders ADD COLUMN note text NOT NULL DEFAULT ''"],
    ['a column that refers to another table', 'ALTER TABLE orders ADD COLUMN by int REFERENCES people'],
    [
      'an index beside the writers, outside of a transaction',
      'COMMIT; CREATE INDEX CONCURRENTLY i ON orders (note)',
    ],
    ['a value of an enum', "ALTER TYPE mood ADD VALUE 'calm'"],
    ['grants and settings', "GRANT SELECT ON orders TO app; SET lock_timeout = '2s'"],
    ['statistics', 'CREATE STATISTICS s ON a, b FROM orders; ANALYZE orders'],
    ['a copy of rows', 'CREATE TABLE t AS SELECT * FROM orders; CREATE INDEX ON t (a)'],
    [
      'rows of a new table, while an old one is locked',
      'ALTER TABLE orders ADD a int; CREATE TABLE t (a int); INSERT INTO t VALUES (1)',
    ],
    ['a new table that is emptied', 'CREATE TABLE t (a int); TRUNCATE t'],
    ['a type, a sequence, a schema', "CREATE TYPE mood AS ENUM ('a'); CREATE SEQUENCE s; CREATE SCHEMA old"],
    ['a domain and an extension', 'CREATE DOMAIN email AS text; CREATE EXTENSION citext'],
    ['a new view', 'CREATE VIEW big AS SELECT * FROM orders'],
    ['a comment', "COMMENT ON TABLE orders IS 'those of the shop'"],
    ['a query', 'SELECT count(*) FROM orders'],
    [
      'whatever is done to a new table',
      'CREATE TABLE t (a int, b int); ALTER TABLE t DROP COLUMN b; DELETE FROM t',
    ],
    [
      'an index and keys of a new table',
      'CREATE TABLE t (a int); CREATE UNIQUE INDEX i ON t (a); ALTER TABLE t ADD PRIMARY KEY (a)',
    ],
    [
      'a new table that gets its name last',
      'CREATE TABLE t (a int); ALTER TABLE t RENAME TO u; ALTER TABLE u DROP a',
    ],
    ['a new table that is dropped again', 'CREATE TABLE t (a int); DROP TABLE t'],
  ])('%s', (_, sql) => {
    expect(answer(sql)).toBe('yes');
  });
});

describe('somebody may notice [row 1.32]', () => {
  test.each([
    ['a column that must have a value', 'ALTER TABLE orders ADD COLUMN note text NOT NULL'],
    [
      'a column with a default for each row',
      'ALTER TABLE orders ADD COLUMN code uuid DEFAULT gen_random_uuid()',
    ],
    ['a column that counts', 'ALTER TABLE orders ADD COLUMN place serial'],
    [
      'a column that is computed',
      'ALTER TABLE orders ADD COLUMN twice int GENERATED ALWAYS AS (total * 2) STORED',
    ],
    ['a column that must be unique', 'ALTER TABLE orders ADD COLUMN code text UNIQUE'],
    ['a column that is dropped', 'ALTER TABLE orders DROP COLUMN note'],
    ['a column with another name', 'ALTER TABLE orders RENAME note TO remark'],
    ['a column of another type', 'ALTER TABLE orders ALTER COLUMN note TYPE varchar(20)'],
    ['a column that may be NULL from now on', 'ALTER TABLE orders ALTER COLUMN note DROP NOT NULL'],
    ['an index, which may lock', 'CREATE INDEX i ON orders (note)'],
    ['an index beside the writers', 'CREATE INDEX CONCURRENTLY i ON orders (note)'],
    ['an index that goes', 'DROP INDEX i'],
    ['a constraint', 'ALTER TABLE orders ADD CHECK (total > 0) NOT VALID'],
    ['a constraint that goes', 'ALTER TABLE orders DROP CONSTRAINT fk'],
    ['a table that goes', 'DROP TABLE orders'],
    ['a table with another name', 'ALTER TABLE orders RENAME TO purchases'],
    ['a table in another schema', 'ALTER TABLE orders SET SCHEMA old'],
    ['rows', "UPDATE orders SET note = ''"],
    ['no rows any more', 'TRUNCATE orders'],
    ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON orders EXECUTE FUNCTION f()'],
    ['a function that may be there', 'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$SELECT 1$$'],
    ['a type that goes', 'DROP TYPE mood'],
    [
      'a table that was perhaps there before',
      'CREATE TABLE IF NOT EXISTS orders (a int); ALTER TABLE orders DROP COLUMN a',
    ],
    ['an old table beside a new one', 'CREATE TABLE t (a int); ALTER TABLE orders DROP COLUMN a'],
    ['an old table under the name of a new one', 'CREATE TABLE t (a int); DELETE FROM old.t'],
    ['an index beside the writers, in a transaction', 'CREATE INDEX CONCURRENTLY ON orders (note)'],
    ['a unique index beside the writers', 'COMMIT; CREATE UNIQUE INDEX CONCURRENTLY ON orders (note)'],
    [
      'a copy of rows while another table is locked',
      'ALTER TABLE orders ADD a int; CREATE TABLE t AS SELECT * FROM people',
    ],
    [
      'an index over copied rows while another table is locked',
      'CREATE TABLE t AS SELECT * FROM orders; ALTER TABLE orders ADD x int; CREATE INDEX ON t (a)',
    ],
    ['a lock by itself', 'LOCK TABLE orders'],
    ['rights that are taken', 'REVOKE SELECT ON orders FROM app'],
    ['a procedure', 'CALL tidy()'],
    ['rows that are locked', 'SELECT * FROM orders FOR UPDATE'],
    ['settings of sessions to come', "ALTER DATABASE shop SET work_mem = '1GB'"],
    ['a rollback of what was added', 'CREATE TABLE t (a int); ROLLBACK'],
    ['a value of an enum with another name', "ALTER TYPE mood RENAME VALUE 'a' TO 'b'"],
    ['a new table that others empty with it', 'CREATE TABLE t (a int); TRUNCATE t CASCADE'],
    ['what CASCADE empties as well', 'CREATE TABLE t (a int); TRUNCATE t, orders'],
  ])('%s', (_, sql) => {
    expect(answer(sql)).toBe('no');
  });
});

describe('it is not known [row 1.32]', () => {
  test.each([
    ['where a statement is made when it runs', "DO $$ BEGIN EXECUTE 'DROP TABLE ' || x; END $$"],
    ['where a statement cannot be read', 'ALTER TABEL orders'],
  ])('%s', (_, sql) => {
    const { answer: said, reasons } = triviality(direction(sql));
    expect(said).toBe('unknown');
    expect(reasons.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Does something that is not known/),
    ]);
  });

  test.each([
    [
      'where a new value of an enum may be used at once',
      "ALTER TYPE mood ADD VALUE 'calm'; CREATE TABLE t (m mood DEFAULT 'calm')",
      ['Leaves tables and rows as they are (ALTER TYPE), which nothing may use before the transaction ends.'],
    ],
    [
      'where rows may have no value of an expression',
      'COMMIT; CREATE INDEX CONCURRENTLY i ON orders ((note::int))',
      [
        'Creates the index i on orders (an expression), while others write (CONCURRENTLY), which fails where a row has no value for it.',
      ],
    ],
  ])('%s', (_, sql, texts) => {
    const { answer: said, reasons } = triviality(direction(sql));
    expect([said, reasons.map(({ text }) => text)]).toEqual(['unknown', texts]);
  });

  test('where the metadata decides', () => {
    expect(triviality(directionOf([{ kind: 'create-all' }])).answer).toBe('unknown');
    expect(triviality(directionOf([{ kind: 'drop-all' }])).answer).toBe('no');
  });

  test('but it is known, once one step is more than an addition', () => {
    expect(answer('DROP TABLE orders; DO $$ BEGIN EXECUTE x; END $$')).toBe('no');
  });

  test('where the upgrade refuses, or is defined elsewhere', () => {
    expect(triviality(directionOf([], 'raises')).reasons[0]?.text).toBe('The upgrade refuses to run.');
    for (const kind of ['elsewhere', 'missing'] as const) {
      expect(triviality(directionOf([], kind))).toEqual({
        answer: 'unknown',
        reasons: [
          { text: 'This file does not show what the upgrade does.', direction: 'upgrade', at: undefined },
        ],
      });
    }
  });
});

describe('the reasons [row 1.32]', () => {
  test('are the steps that somebody may notice, and none of the others', () => {
    const { reasons } = triviality(
      direction('CREATE TABLE t (a int); DROP TABLE orders; ALTER TABLE t ADD b int; DROP INDEX i'),
    );
    expect(reasons.map(({ text, direction: of }) => [of, text])).toEqual([
      ['upgrade', 'Drops the table orders and every row in it.'],
      ['upgrade', 'Drops the index i.'],
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { mayChangeSchema, schemaStatements } from './schema-statements.ts';

function told(text: string) {
  return schemaStatements(text).map(({ what, name }) => (name === undefined ? what : `${what} ${name}`));
}

describe('statements that change the schema', () => {
  test.each([
    ['CREATE TABLE users (id int)', 'CREATE TABLE users'],
    ['create table if not exists public.users (id int)', 'CREATE TABLE public.users'],
    ['CREATE UNLOGGED TABLE "Order Items" ()', 'CREATE TABLE "Order Items"'],
    ['ALTER TABLE ONLY app.users ADD COLUMN a int', 'ALTER TABLE app.users'],
    ['DROP TABLE users, orders CASCADE', 'DROP TABLE users'],
    ['CREATE UNIQUE INDEX CONCURRENTLY ix_a ON users (a)', 'CREATE INDEX ix_a'],
    ['CREATE INDEX ON users (a)', 'CREATE INDEX'],
    ['CREATE OR REPLACE VIEW v AS SELECT 1', 'CREATE VIEW v'],
    ['DROP MATERIALIZED VIEW IF EXISTS mv', 'DROP MATERIALIZED VIEW mv'],
    ["ALTER TYPE mood ADD VALUE 'x'", 'ALTER TYPE mood'],
    ['CREATE CONSTRAINT TRIGGER t AFTER INSERT ON a EXECUTE FUNCTION f()', 'CREATE TRIGGER t'],
    ['DROP SCHEMA audit CASCADE', 'DROP SCHEMA audit'],
    ['DROP OWNED BY old_owner', 'DROP OWNED old_owner'],
    ['-- first\n/* then */ DROP TABLE a', 'DROP TABLE a'],
    ['CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT)', 'CREATE TABLE t'],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual([expected]);
  });

  test.each([
    ['a query', 'SELECT 1'],
    ['what stands in a comment', '-- DROP TABLE a\nSELECT 1 /* CREATE TABLE b () */'],
    ['what stands in quotes', "INSERT INTO log VALUES ('DROP TABLE a')"],
    ['rows that go', 'TRUNCATE TABLE a; DELETE FROM b'],
    ['a database and who may use it', 'CREATE DATABASE app; CREATE ROLE app; GRANT ALL ON TABLE a TO app'],
    ['an extension', 'CREATE EXTENSION IF NOT EXISTS citext'],
    ['triggers that rest while rows are loaded', 'ALTER TABLE a DISABLE TRIGGER ALL'],
    ['storage settings', 'ALTER TABLE a SET (autovacuum_enabled = false)'],
    ['settings that go back', 'ALTER TABLE a RESET (fillfactor)'],
    ['an owner', 'ALTER TABLE a OWNER TO app'],
    ['a counter', 'ALTER SEQUENCE a_id_seq RESTART WITH 1'],
    ['a column called create', 'SELECT create, table FROM a'],
    ['words without an object', 'create something'],
  ])('are none: %s', (_name, text) => {
    expect(told(text)).toEqual([]);
  });

  test('are found one by one, each at its place', () => {
    const text =
      'BEGIN;\nCREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\nALTER TABLE a ADD b int;\nCOMMIT;\n';
    expect(schemaStatements(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'CREATE TABLE a (id int)',
      'ALTER TABLE a ADD b int',
    ]);
    expect(schemaStatements(text).map(({ head }) => text.slice(head.start, head.end))).toEqual([
      'CREATE TABLE a',
      'ALTER TABLE a',
    ]);
  });

  test('are found in the body of a DO block, also behind EXECUTE', () => {
    const text = [
      'DO $$ BEGIN',
      '  IF NOT EXISTS (SELECT 1) THEN',
      '    CREATE TYPE mood AS ENUM ();',
      '  END IF;',
      "  EXECUTE 'ALTER TABLE a ADD b int';",
      'END $$;',
    ].join('\n');
    expect(told(text)).toEqual(['CREATE TYPE mood', 'ALTER TABLE a']);
    expect(schemaStatements(text).map(({ head }) => text.slice(head.start, head.end))).toEqual([
      'CREATE TYPE mood',
      'ALTER TABLE a',
    ]);
  });

  test('do not count what the body of a function holds twice', () => {
    const text = 'CREATE FUNCTION f() RETURNS void AS $$ BEGIN CREATE TABLE a (); END $$ LANGUAGE plpgsql';
    expect(told(text)).toEqual(['CREATE FUNCTION f']);
  });

  test.each([
    ['CREATE TEMP TABLE t (id int)', true],
    ['CREATE LOCAL TEMPORARY TABLE t AS SELECT 1', true],
    ['CREATE TEMP VIEW v AS SELECT 1', true],
    ['DROP TABLE pg_temp.t', true],
    ['CREATE TABLE temp (id int)', false],
  ])('say whether they are gone with the connection: %s', (text, expected) => {
    expect(schemaStatements(text).map(({ isTemporary }) => isTemporary)).toEqual([expected]);
  });

  test.each([
    ['CREATE INDEX ix ON t (a)', 't'],
    ['CREATE INDEX ON ONLY app.t USING btree (a)', 'app.t'],
    ['CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()', 't'],
    ['CREATE TABLE t (a int)', undefined],
    ['DROP INDEX ix', undefined],
  ])('say which table they are about: %s', (text, expected) => {
    expect(schemaStatements(text).map(({ on }) => on)).toEqual([expected]);
  });

  test('can be ruled out by looking at the text once', () => {
    expect(mayChangeSchema('create or replace\n  function f')).toBe(true);
    expect(mayChangeSchema('We create a table of contents, and drop tables.')).toBe(false);
  });

  test('are read from any text without an error, inside that text', () => {
    const word = fc.constantFrom(
      'CREATE',
      'ALTER',
      'DROP',
      'TABLE',
      'INDEX',
      'ON',
      'a',
      '"b',
      "'",
      ';',
      '(',
      ')',
      '$$',
      'DO',
      '--',
      '/*',
      '.',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        const text = words.join(' ');
        for (const { start, end, head } of schemaStatements(text)) {
          expect(start).toBeLessThanOrEqual(head.start);
          expect(head.end).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(text.slice(head.start)).toMatch(/^(create|alter|drop)/i);
        }
      }),
    );
  });
});

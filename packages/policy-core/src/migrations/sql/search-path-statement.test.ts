import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { sqlOperations } from './operations.ts';

const parsers = await testParsers();

/** For each step what it does to names; `-` for nothing, `?` where it is unclear. */
function shiftsOf(sql: string): readonly string[] {
  return sqlOperations(parsers.sql, sql).flatMap((one) => {
    if (one.kind === 'operation') return [one.shift ?? '-'];
    return one.isRead === true ? [] : ['?'];
  });
}

describe('Names without a schema may mean other tables after', () => {
  test.each([
    'SET search_path = a',
    'SET SESSION search_path TO a, b',
    'SET LOCAL "SEARCH_PATH" TO a',
    "SET SCHEMA 'a'",
    'SET search_path FROM CURRENT',
    'SET search_path TO DEFAULT',
    'RESET search_path',
    'RESET ALL',
    'SET ROLE a',
    'SET ROLE NONE',
    'RESET ROLE',
    'SET SESSION AUTHORIZATION a',
    'RESET SESSION AUTHORIZATION',
    "SELECT set_config('search_path', 'a', true)",
    "SELECT set_config('Role', 'a', true)",
    "SELECT \"set_config\"('search_path', 'a', true)",
    "SELECT U&\"set\\005fconfig\"('search_path', 'a', true)",
    'SELECT pg_catalog.set_config(a, b, true) FROM c',
    "SELECT 1 WHERE EXISTS (SELECT set_config('search_path', 'a', true))",
    "WITH a AS (SELECT set_config('search_path', 'a', true)) SELECT * FROM a",
    "VALUES (set_config('search_path', 'a', true))",
    "INSERT INTO a SELECT set_config('search_path', 'a', true)",
    "UPDATE a SET b = set_config('search_path', 'a', true)",
    "DELETE FROM a WHERE set_config('search_path', 'a', true) = ''",
    "CREATE TABLE a AS SELECT set_config('search_path', 'a', true)",
    "ALTER TABLE a ADD COLUMN b text DEFAULT set_config('search_path', 'a', true)",
    "COPY (SELECT set_config('search_path', 'a', true)) TO STDOUT",
    'GRANT USAGE ON SCHEMA a TO b',
    'REVOKE ALL ON SCHEMA a FROM b',
    'GRANT a TO b',
    'REVOKE a FROM b',
    'ALTER SCHEMA a OWNER TO b',
    'ALTER ROLE a SUPERUSER',
    'REASSIGN OWNED BY a TO b',
    'COMMIT',
    'END',
    'COMMIT AND CHAIN',
    'DISCARD ALL',
    'DISCARD TEMP',
  ])('%s', (sql) => {
    expect(shiftsOf(sql)).toEqual(['bare-names']);
  });
});

describe('Every name may mean something else after', () => {
  test.each([
    'ROLLBACK',
    'ABORT',
    'ROLLBACK AND CHAIN',
    'ROLLBACK TO a',
    'ROLLBACK TO SAVEPOINT a',
    "PREPARE TRANSACTION 'a'",
    'CALL a()',
    'SELECT mine()',
    'SELECT tools.lower(a) FROM b',
    'SELECT lower(mine(a)) FROM b',
    'UPDATE a SET b = mine(b)',
    'INSERT INTO a VALUES (mine())',
    'SELECT * FROM mine()',
    "SELECT pg_catalog.query_to_xml('SELECT 1', true, true, '')",
    'ALTER TABLE a ATTACH PARTITION b DEFAULT',
    'ALTER TABLE a INHERIT b',
  ])('%s', (sql) => {
    expect(shiftsOf(sql)).toEqual(['every-name']);
  });
});

describe('Names mean the same after', () => {
  test.each([
    "SET lock_timeout = '2s'",
    "SET LOCAL statement_timeout = '2s'",
    'RESET lock_timeout',
    "SET TIME ZONE 'UTC'",
    'SET TRANSACTION READ ONLY',
    "SELECT set_config('lock_timeout', '2s', true)",
    "SELECT 'set_config(''search_path'')'",
    'SELECT count(*), max(a), lower(b), now() FROM c',
    "SELECT date_trunc('day', a), extract(year FROM a), a AT TIME ZONE 'UTC' FROM c",
    "SELECT jsonb_build_object('a', 1), to_char(a, 'YYYY'), array_agg(b) FROM c",
    "SELECT setval('a_id_seq', max(id)) FROM a",
    "SELECT setval(pg_get_serial_sequence('a', 'id'), coalesce(max(id), 1)) FROM a",
    'UPDATE a SET b = gen_random_uuid(), c = uuid_generate_v4()',
    'GRANT SELECT ON a TO b',
    'ALTER TABLE a OWNER TO b',
    'ALTER TABLE a DETACH PARTITION b',
    'BEGIN',
    'SAVEPOINT a',
    'RELEASE a',
    "COMMIT PREPARED 'a'",
    'DISCARD PLANS',
    'DISCARD SEQUENCES',
    'COMMENT ON TABLE a IS NULL',
    'CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ SELECT 1 $$',
    'CREATE TABLE a (b text DEFAULT mine())',
  ])('%s', (sql) => {
    expect(shiftsOf(sql)).toEqual(['-']);
  });
});

describe('A DO block', () => {
  const inBlock = (code: string) => shiftsOf(`DO $$ BEGIN ${code} END $$`);

  test('does what its statements do', () => {
    expect(inBlock('SET search_path = a; CREATE TABLE b (c int); ROLLBACK;')).toEqual([
      'bare-names',
      '-',
      'every-name',
    ]);
  });

  test('may set the search path in an expression', () => {
    expect(inBlock("PERFORM set_config('search_path', 'a', true);")).toEqual(['bare-names']);
    expect(inBlock("CREATE TABLE b (c int); PERFORM set_config('search_path', 'a', true);")).toEqual([
      'bare-names',
    ]);
  });

  test('may run a function that does anything', () => {
    expect(inBlock('x := tools.mine(1); CREATE TABLE b (c int);')).toEqual(['every-name']);
    expect(inBlock('PERFORM lower(a); x := max(b);')).toEqual(['-']);
  });

  test('undoes what it made where it handles an error', () => {
    expect(inBlock('CREATE TABLE a (b int); EXCEPTION WHEN OTHERS THEN NULL;')).toEqual(['undone']);
    expect(inBlock("CREATE TABLE a (b int); RAISE EXCEPTION 'when';")).toEqual(['-']);
  });

  test('is unclear where its statements are', () => {
    expect(inBlock('EXECUTE a; SET search_path = b;')).toEqual(['?', 'bare-names']);
  });
});

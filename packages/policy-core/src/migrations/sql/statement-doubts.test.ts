import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { sqlOperations } from './operations.ts';

const parser = (await testParsers()).sql;

/** What is not known of a text. */
function doubts(sql: string): readonly string[] {
  return sqlOperations(parser, sql).flatMap((one) => (one.kind === 'unclear' ? [one.problem] : []));
}

const called = (name: string) => `it calls ${name}, and what that function does is not known`;

describe('A function that nothing is known of', () => {
  test.each([
    'SELECT wipe()',
    'SELECT wipe() FROM a WHERE b = 1',
    'SELECT a FROM b WHERE wipe()',
    'SELECT * FROM wipe()',
    'SELECT (SELECT wipe())',
    'SELECT count(*) FILTER (WHERE wipe()) FROM a',
    'SELECT a FROM b ORDER BY wipe()',
    'SELECT CASE WHEN true THEN wipe() END',
    'SELECT lower(wipe())',
    'SELECT a, wipe() OVER () FROM b',
    'WITH a AS (SELECT wipe()) SELECT 1',
    'VALUES (wipe())',
    'SELECT 1 UNION SELECT wipe()',
    'CALL wipe()',
    'INSERT INTO a VALUES (wipe())',
    'INSERT INTO a SELECT wipe()',
    'INSERT INTO a VALUES (1) ON CONFLICT (b) DO UPDATE SET c = wipe()',
    'INSERT INTO a VALUES (1) RETURNING wipe()',
    'UPDATE a SET b = wipe()',
    'DELETE FROM a WHERE b = wipe()',
    'MERGE INTO a USING wipe() AS b ON true WHEN MATCHED THEN DO NOTHING',
    'CREATE TABLE a AS SELECT wipe()',
    'CREATE MATERIALIZED VIEW a AS SELECT wipe()',
    'ALTER TABLE a ADD COLUMN b int DEFAULT wipe()',
    'ALTER TABLE a ADD CHECK (wipe() = 1)',
    'ALTER TABLE a ALTER b TYPE int USING wipe()',
    'CREATE INDEX ON a (wipe(b))',
    'CREATE INDEX ON a (b) WHERE wipe()',
    'COPY (SELECT wipe()) TO STDOUT',
    'EXPLAIN SELECT wipe()',
    'EXPLAIN ANALYZE SELECT wipe()',
    'DO $$ BEGIN PERFORM 1; x := wipe /* none */ (); END $$',
    'DECLARE a CURSOR FOR SELECT wipe()',
    'REFRESH MATERIALIZED VIEW a; SELECT wipe()',
    'DO $$ BEGIN PERFORM wipe(); END $$',
    'DO $$ DECLARE x int; BEGIN x := wipe(); END $$',
    'DO $$ DECLARE x int := wipe(); BEGIN NULL; END $$',
    'DO $$ BEGIN IF wipe() THEN NULL; END IF; END $$',
    'DO $$ BEGIN WHILE wipe() LOOP NULL; END LOOP; END $$',
    "DO $$ BEGIN RAISE NOTICE '%', wipe(); END $$",
    "DO $$ BEGIN EXECUTE 'SELECT wipe()'; END $$",
    "DO $$ BEGIN EXECUTE 'SELECT $1' USING wipe(); END $$",
    "DO $$ DECLARE r int; BEGIN FOR r IN EXECUTE 'SELECT 1' USING wipe() LOOP NULL; END LOOP; END $$",
    'CREATE TABLE a PARTITION OF b FOR VALUES FROM (wipe()) TO (10)',
    'CREATE SCHEMA s CREATE TABLE a PARTITION OF b FOR VALUES IN (wipe())',
  ])('is told of: %s', (sql) => {
    expect(doubts(sql)).toEqual([called('wipe')]);
  });

  test.each([
    ['SELECT public.wipe()', 'public.wipe'],
    ['SELECT public.lower(a) FROM b', 'public.lower'],
    ['SELECT "Wipe"()', 'Wipe'],
    ["SELECT dblink_exec('a', 'DELETE FROM b')", 'dblink_exec'],
    ["SELECT query_to_xml('DELETE FROM a', true, true, '')", 'query_to_xml'],
    ['SELECT lo_unlink(1)', 'lo_unlink'],
    ['SELECT pg_stat_reset()', 'pg_stat_reset'],
    ["SELECT app.encrypt('a')", 'app.encrypt'],
    ["SELECT table_to_xml('a', true, true, '')", 'table_to_xml'],
    ["SELECT schema_to_xml('a', true, true, '')", 'schema_to_xml'],
    ['SELECT database_to_xml_and_xmlschema(true, true, $1)', 'database_to_xml_and_xmlschema'],
    ['DO $$ BEGIN x := cursor(); END $$', 'cursor'],
    ['DO $$ BEGIN RETURN conflict(); END $$', 'conflict'],
    ['DO $$ BEGIN IF NOT filter() THEN NULL; END IF; END $$', 'filter'],
    ['DO $$ BEGIN PERFORM a, set(); END $$', 'set'],
    ["SELECT app.set_config('a', 'b', true)", 'app.set_config'],
    ["SELECT app.setval('a', 1)", 'app.setval'],
    ['SELECT app.gen_random_uuid()', 'app.gen_random_uuid'],
    ['SELECT st_purge_orders()', 'st_purge_orders'],
    ["SELECT topology.ST_RemEdgeNewFace('a', 3)", 'topology.st_remedgenewface'],
    ['DO $$ BEGIN PERFORM public.length(1); END $$', 'public.length'],
    ['DO $$ BEGIN PERFORM "Length"(1); END $$', 'Length'],
    ['DO $$ BEGIN PERFORM app."select"(1); END $$', 'app.select'],
    ["SELECT pg_replication_slot_advance('a', '0/1')", 'pg_replication_slot_advance'],
  ])('is one by its name and its schema: %s', (sql, name) => {
    expect(doubts(sql)).toEqual([called(name)]);
  });
});

const LED_AWAY = 'with this search_path the names of functions and operators of PostgreSQL may mean others';
const ATTRIBUTE = 'the values of an attribute go from all columns and tables of the type';

describe('What a statement leads to is told', () => {
  test.each([
    ["SELECT setval('a', 1)", 'setval gives a sequence another value'],
    ["SELECT pg_catalog.setval('a', max(b)) FROM c", 'setval gives a sequence another value'],
    ['ALTER SEQUENCE a RESTART', 'RESTART gives a sequence another value'],
    ['ALTER SEQUENCE a RESTART WITH 7', 'RESTART gives a sequence another value'],
    ["COPY a TO PROGRAM 'b'", 'it runs a program on the server of the database'],
    ["COPY a FROM PROGRAM 'b'", 'it runs a program on the server of the database'],
    ["DELETE FROM pg_enum WHERE enumlabel = 'a'", 'it writes into the catalogue of PostgreSQL'],
    ['UPDATE pg_catalog.pg_class SET relname = 1', 'it writes into the catalogue of PostgreSQL'],
    ['INSERT INTO pg_catalog.pg_depend VALUES (1)', 'it writes into the catalogue of PostgreSQL'],
    [
      'CREATE RULE r AS ON INSERT TO a DO ALSO DELETE FROM b WHERE c = 1',
      'the rule makes later statements do something else than they say',
    ],
    [
      'CREATE RULE r AS ON DELETE TO a DO INSTEAD NOTHING',
      'the rule makes later statements do something else than they say',
    ],
    ['SELECT 1 ==> 2', 'it uses the operator ==>, and what that runs is not known'],
    ['SELECT 1 OPERATOR(public.+) 2', 'it uses the operator public.+, and what that runs is not known'],
    ['SELECT @#@ a FROM b', 'it uses the operator @#@, and what that runs is not known'],
    ['SELECT a FROM b ORDER BY a USING <<<', 'it uses the operator <<<, and what that runs is not known'],
    ['SELECT a ==> ANY (SELECT 1)', 'it uses the operator ==>, and what that runs is not known'],
    ['DO $$ BEGIN x := 1 ==> 2; END $$', 'it uses the operator ==>, and what that runs is not known'],
    [
      'DO $$ BEGIN IF a @#@ b THEN NULL; END IF; END $$',
      'it uses the operator @#@, and what that runs is not known',
    ],
    [
      'DO $$ BEGIN PERFORM a <<< b FROM c; END $$',
      'it uses the operator <<<, and what that runs is not known',
    ],
    [
      'DO $$ DECLARE x int := 1 |*| 2; BEGIN NULL; END $$',
      'it uses the operator |*|, and what that runs is not known',
    ],
    ['SET search_path = evil, pg_catalog', LED_AWAY],
    ['SET LOCAL search_path TO public, evil, pg_catalog', LED_AWAY],
    ['SET search_path = \'evil\', "pg_catalog"', LED_AWAY],
    ["SELECT set_config('search_path', 'evil, pg_catalog', false)", LED_AWAY],
    ['ALTER ROLE app SET search_path = evil, pg_catalog', LED_AWAY],
    ['ALTER DATABASE app SET search_path = evil, pg_catalog', LED_AWAY],
    ['ALTER FUNCTION f() SET search_path = evil, pg_catalog', LED_AWAY],
    [
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path = evil, pg_catalog AS 'SELECT 1'",
      LED_AWAY,
    ],
    [
      'ALTER ROLE app SET session_replication_role = replica',
      'with session_replication_role statements do not mean what they say here',
    ],
    ['ALTER TABLE a ALTER b RESTART', 'RESTART gives a sequence another value'],
    ['ALTER TABLE a ALTER b SET INCREMENT BY 2 RESTART WITH 1', 'RESTART gives a sequence another value'],
    ['ALTER TYPE a DROP ATTRIBUTE b', ATTRIBUTE],
    ['ALTER TYPE a ALTER ATTRIBUTE b TYPE int CASCADE', ATTRIBUTE],
    ["COPY (SELECT 1) TO '/var/lib/a'", 'it writes over a file on the server of the database'],
    ['CREATE TABLE a AS EXECUTE b', 'EXECUTE runs a statement that was prepared before'],
    ['EXPLAIN (ANALYZE 1) EXECUTE a', 'EXECUTE runs a statement that was prepared before'],
    [
      'CREATE CAST (text AS int) WITH FUNCTION f(text) AS IMPLICIT',
      'later statements run f by what it makes, and what that function does is not known',
    ],
    ['CREATE EXTENSION mine', 'what the script of the extension mine does is not known'],
    ['CREATE LANGUAGE mine HANDLER h', 'what CREATE LANGUAGE changes is not known'],
    [
      'SET session_replication_role = replica',
      'with session_replication_role statements do not mean what they say here',
    ],
    [
      'SET standard_conforming_strings = off',
      'with standard_conforming_strings statements do not mean what they say here',
    ],
    [
      "SELECT set_config('standard_conforming_strings', 'off', false)",
      'with standard_conforming_strings statements do not mean what they say here',
    ],
    ["SET client_encoding = 'SJIS'", 'with client_encoding statements do not mean what they say here'],
    ['SET zero_damaged_pages = on', 'with zero_damaged_pages statements do not mean what they say here'],
    [
      'DO $$ DECLARE c refcursor; BEGIN OPEN c FOR DELETE FROM a RETURNING *; END $$',
      'a statement in PL/pgSQL cannot be read',
    ],
    [
      'DO $$ DECLARE c CURSOR FOR DELETE FROM a RETURNING *; BEGIN NULL; END $$',
      'a statement in PL/pgSQL cannot be read',
    ],
    ["DO $$ BEGIN LOAD 'a'; END $$", 'a statement in PL/pgSQL cannot be read'],
    ["LOAD 'a'", 'what LOAD changes is not known'],
    ['ALTER EXTENSION a UPDATE', 'what ALTER EXTENSION changes is not known'],
    ['IMPORT FOREIGN SCHEMA a FROM SERVER b INTO c', 'what IMPORT FOREIGN SCHEMA changes is not known'],
  ])('%s', (sql, problem) => {
    expect(doubts(sql)).toEqual([problem]);
  });
});

describe('Nothing is in doubt', () => {
  test.each([
    'SELECT now(), count(*), coalesce(max(a), 1), lower(b) FROM c GROUP BY b',
    'SELECT gen_random_uuid(), clock_timestamp(), pg_advisory_xact_lock(1)',
    "SELECT extensions.uuid_generate_v4(), public.similarity(a, 'b'), st_area(c) FROM d",
    "SELECT nextval('a'), currval('a')",
    "SELECT EXTRACT(year FROM a), a AT TIME ZONE 'UTC', TRIM(b), POSITION('a' IN b), OVERLAY(b PLACING 'c' FROM 1) FROM d",
    "SELECT set_config('lock_timeout', '5s', false)",
    'INSERT INTO a (b, c) VALUES (1, upper(d))',
    'EXPLAIN SELECT lower(a) FROM b',
    'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT wipe() $$',
    'CREATE VIEW a AS SELECT wipe()',
    'CREATE MATERIALIZED VIEW a AS SELECT wipe() WITH NO DATA',
    'CREATE TABLE a (b int DEFAULT wipe(), CHECK (wipe() = 1))',
    'ALTER TABLE a ALTER b SET DEFAULT wipe()',
    'CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION wipe()',
    'CREATE POLICY p ON a USING (wipe())',
    'PREPARE a AS SELECT wipe()',
    'CREATE RULE r AS ON INSERT TO a DO ALSO NOTIFY b',
    'ALTER SEQUENCE a OWNED BY b.c',
    'COPY a FROM STDIN',
    'COPY a TO STDOUT',
    'SET search_path = evil, public',
    'SET search_path = pg_catalog, evil',
    'SET search_path = public, pg_catalog',
    "SELECT set_config('search_path', '', false)",
    "ALTER FUNCTION f() SET search_path = ''",
    'ALTER TYPE a ADD ATTRIBUTE b int',
    'ALTER TABLE a ALTER b SET INCREMENT BY 2',
    'DO $$ DECLARE x int := -1; BEGIN <<a>> IF (x=-1) THEN RETURN; END IF; PERFORM f(a => 1) FROM g; END $$'.replace(
      'f(a => 1)',
      'make_interval(days => 1)',
    ),
    'DO $$ BEGIN INSERT INTO a VALUES (1) ON CONFLICT (b) DO NOTHING; x := count(*) FILTER (WHERE a) FROM b; END $$',
    'GRANT SELECT ON a TO b',
    "SELECT set_config('standard_conforming_strings', 'on', false)",
    "SELECT pg_advisory_xact_lock(hashtext('migrations'))",
    'DO $$ DECLARE c CURSOR (k int) FOR SELECT k; BEGIN NULL; END $$',
    'SET standard_conforming_strings = on',
    "SET client_encoding = 'UTF8'",
    "SET client_encoding TO 'utf-8'",
    'SET session_replication_role = DEFAULT',
    'CREATE EXTENSION IF NOT EXISTS pgcrypto',
    'CREATE EXTENSION "uuid-ossp"',
    "SELECT a <-> b, a -> 'c' ->> 'd', a @> b, a || b, a ~* 'e' FROM f ORDER BY a USING <",
    'DO $$ DECLARE update record; BEGIN update.field := 1; END $$',
    "DO $$ BEGIN EXECUTE ('DROP TABLE a'); END $$",
    'COMMIT',
    'REASSIGN OWNED BY a TO b',
    'VACUUM a',
    "DO $$ DECLARE x varchar(9); y numeric(4, 2) := round(1); BEGIN IF (x IS NULL) THEN RAISE NOTICE 'a'; END IF; END $$",
    'DO $$ BEGIN INSERT INTO a (b) VALUES (1); END $$',
  ])('%s', (sql) => {
    expect(doubts(sql)).toEqual([]);
  });
});

import { beforeAll, describe, expect, test } from 'vitest';

import type { SqlParser } from '../../parsers/parsers.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sqlOperations } from './operations.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = (await testParsers()).sql;
});

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
    'EXPLAIN ANALYZE SELECT wipe()',
    'DECLARE a CURSOR FOR SELECT wipe()',
    'REFRESH MATERIALIZED VIEW a; SELECT wipe()',
    'DO $$ BEGIN PERFORM wipe(); END $$',
    'DO $$ DECLARE x int; BEGIN x := wipe(); END $$',
    'DO $$ DECLARE x int := wipe(); BEGIN NULL; END $$',
    'DO $$ BEGIN IF wipe() THEN NULL; END IF; END $$',
    'DO $$ BEGIN WHILE wipe() LOOP NULL; END LOOP; END $$',
    "DO $$ BEGIN RAISE NOTICE '%', wipe(); END $$",
    "DO $$ BEGIN EXECUTE 'SELECT wipe()'; END $$",
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
    ["SELECT pg_replication_slot_advance('a', '0/1')", 'pg_replication_slot_advance'],
  ])('is one by its name and its schema: %s', (sql, name) => {
    expect(doubts(sql)).toEqual([called(name)]);
  });
});

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
    'EXPLAIN SELECT wipe()',
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
    'GRANT SELECT ON a TO b',
    'COMMIT',
    'REASSIGN OWNED BY a TO b',
    'VACUUM a',
    "DO $$ DECLARE x varchar(9); y numeric(4, 2) := round(1); BEGIN IF (x IS NULL) THEN RAISE NOTICE 'a'; END IF; END $$",
    'DO $$ BEGIN INSERT INTO a (b) VALUES (1); END $$',
  ])('%s', (sql) => {
    expect(doubts(sql)).toEqual([]);
  });
});

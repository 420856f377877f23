import { describe, expect, it } from 'vitest';

import { sqlOperations } from '../../migrations/sql/operations.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { doubtAbout } from './plan-doubts.ts';

const parser = (await testParsers()).sql;

/** `CALL f(): It calls a function, ...` */
function doubts(text: string): readonly string[] {
  return sqlOperations(parser, text)
    .flatMap((one) => doubtAbout(text, one))
    .map(({ start, end, problem }) => `${text.slice(start, end)}: ${problem}`);
}

const calls = (name: string) =>
  `Its effect is unknown, because it calls ${name}, and what that function does is not known.`;
const MAKES = 'It makes a function that drops or truncates, and whether the plan calls it is not told.';
const RUNS = 'Its effect is unknown, because it runs a program on the server of the database.';
const WRITES = 'Its effect is unknown, because it writes over a file on the server of the database.';
const SETS = 'Its effect is unknown, because setval gives a sequence another value.';
const DELETES = 'It deletes the rows that match, and how many do is not told.';

describe('What may harm, and does not say whether', () => {
  it.each<[string, string]>([
    ['CALL reset_all()', calls('reset_all')],
    ['SELECT reset_all()', calls('reset_all')],
    ['EXPLAIN SELECT reset_all()', calls('reset_all')],
    ['SELECT * FROM admin.reset_all()', calls('admin.reset_all')],
    ['WITH a AS (SELECT reset_all()) SELECT 1', calls('reset_all')],
    ['VALUES (reset_all())', calls('reset_all')],
    ["SELECT query_to_xml('DROP TABLE a', true, true, '')", calls('query_to_xml')],
    ['INSERT INTO a VALUES (make_id())', calls('make_id')],
    ['ALTER TABLE a ADD COLUMN b int DEFAULT make_id()', calls('make_id')],
    ["SELECT setval('a', 1)", SETS],
    ["SELECT pg_catalog.setval('a', 1)", SETS],
    ['CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ TRUNCATE a $$', MAKES],
    ['CREATE PROCEDURE f() LANGUAGE plpgsql AS $$ BEGIN DROP TABLE a; END $$', MAKES],
    ['MERGE INTO a USING b ON a.c = b.c WHEN MATCHED THEN DELETE', DELETES],
    ["COPY a FROM PROGRAM 'b'", RUNS],
    ["COPY a TO '/tmp/program'", WRITES],
    ["copy (select 1)\nto\nprogram 'b'", RUNS],
    ['EXECUTE a', 'Its effect is unknown, because EXECUTE runs a statement that was prepared before.'],
  ])('%s', (text, problem) => {
    expect(doubts(`${text};`)).toEqual([`${text}: ${problem}`]);
  });
});

describe('What leaves nothing open', () => {
  it.each([
    'SELECT now(), count(*), coalesce(a, b) FROM c',
    "SELECT set_config('lock_timeout', '5s', false)",
    'EXPLAIN SELECT now() FROM a',
    'ALTER TABLE a ATTACH PARTITION b DEFAULT',
    'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
    'MERGE INTO a USING b ON a.c = b.c WHEN MATCHED THEN UPDATE SET d = 1',
    'COPY a (program) FROM stdin',
    'COPY a TO stdout',
    'DO $$ BEGIN GRANT SELECT ON a TO b; END $$',
    'COMMIT',
    'DROP TABLE a',
  ])('%s', (text) => {
    expect(doubts(`${text};`)).toEqual([]);
  });
});

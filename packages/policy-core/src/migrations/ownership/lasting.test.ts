import { describe, expect, it } from 'vitest';

import { schemaStatements } from '../sql/schema-statements.ts';
import { lasting } from './lasting.ts';

/** What is left of a script: `CREATE TABLE users`. */
function left(sql: string): readonly string[] {
  const found = schemaStatements(sql).map((statement) => ({ statement }));
  return lasting(found).map(({ statement: { what, name } }) => `${what} ${name ?? '-'}`);
}

describe('what lasts longer than a connection', () => {
  it.each<[string, string, readonly string[]]>([
    ['a table', 'CREATE TABLE a (id int)', ['CREATE TABLE a']],
    [
      'a table and its index',
      'CREATE TABLE a (id int); CREATE INDEX i ON a (id)',
      ['CREATE TABLE a', 'CREATE INDEX i'],
    ],
    ['an unlogged table', 'CREATE UNLOGGED TABLE a (id int)', ['CREATE TABLE a']],
    ['a table of another name', 'CREATE TEMP TABLE t (id int); DROP TABLE a', ['DROP TABLE a']],
    [
      'an index of another table',
      'CREATE TEMP TABLE t (id int); CREATE INDEX t ON a (id)',
      ['CREATE INDEX t'],
    ],
  ])('is %s', (_, sql, expected) => {
    expect(left(sql)).toEqual(expected);
  });

  it.each([
    ['a table of the connection', 'CREATE TEMP TABLE t (id int)'],
    ['one by the long word', 'CREATE TEMPORARY TABLE t (id int)'],
    ['one by the old words', 'CREATE GLOBAL TEMPORARY TABLE t (id int); CREATE LOCAL TEMP TABLE u (id int)'],
    ['one that may be there', 'CREATE TEMP TABLE IF NOT EXISTS t (id int)'],
    ['one made of a query', 'CREATE TEMP TABLE t AS SELECT 1'],
    ['one in the schema of such tables', 'CREATE TABLE pg_temp.t (id int)'],
    ['a view of the connection', 'CREATE TEMP VIEW v AS SELECT 1'],
    ['a sequence of the connection', 'CREATE TEMP SEQUENCE s'],
    ['its index', 'CREATE TEMP TABLE t (id int); CREATE INDEX i ON t (id)'],
    ['its index under ONLY', 'CREATE TEMP TABLE t (id int); CREATE UNIQUE INDEX i ON ONLY t (id)'],
    ['its trigger', 'CREATE TEMP TABLE t (id int); CREATE TRIGGER g BEFORE INSERT ON t EXECUTE FUNCTION f()'],
    ['what is done to it', 'CREATE TEMP TABLE t (id int); ALTER TABLE t ADD b int; DROP TABLE IF EXISTS t'],
    ['it in other letters', 'CREATE TEMP TABLE Totals (id int); DROP TABLE totals'],
    ['it in quotes', 'CREATE TEMP TABLE "totals" (id int); DROP TABLE totals'],
    [
      'what is done before it is made, which makes way for it',
      'DROP TABLE IF EXISTS t; CREATE TEMP TABLE t (id int)',
    ],
  ])('is not %s', (_, sql) => {
    expect(left(sql)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';

import { readSqlFile } from '../sql/file-reading.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { shownSteps } from '../../testing/steps-of.ts';
import { isRenameSwap } from './rename-swap.ts';

const parsers = await testParsers();

/** The steps of a swap, as lines. */
function swapped(sql: string): readonly string[] {
  const upgrade = readSqlFile(parsers.sql, sql).upgrade;
  const lines = shownSteps(upgrade);
  return upgrade.steps.flatMap((step, index) =>
    step.kind === 'operation' && isRenameSwap(upgrade.steps, step) ? [lines[index] ?? ''] : [],
  );
}

describe('Something gives way to another of its name', () => {
  it.each<[string, string, ...(readonly string[])]>([
    [
      'a table that is made anew',
      'ALTER TABLE a RENAME TO a_old; CREATE TABLE a (id int); DROP TABLE a_old',
      'rename-table a',
      'drop-table a_old',
    ],
    [
      'a table in whose place another is renamed',
      'CREATE TABLE b (id int); ALTER TABLE a RENAME TO a_old; ALTER TABLE b RENAME TO a; DROP TABLE a_old',
      'rename-table a',
      'drop-table a_old',
    ],
    [
      'a table of a schema',
      'ALTER TABLE s.a RENAME TO a_old; CREATE TABLE s.a (id int); DROP TABLE s.a_old',
      'rename-table s.a',
      'drop-table s.a_old',
    ],
    [
      'a column that is added anew',
      'ALTER TABLE t RENAME a TO b; ALTER TABLE t ADD a int; ALTER TABLE t DROP b',
      'rename-column t a',
      'drop-column t b',
    ],
    [
      'a column in whose place another is renamed',
      'ALTER TABLE t ADD n int; ALTER TABLE t RENAME a TO b; ALTER TABLE t RENAME n TO a; ALTER TABLE t DROP b',
      'rename-column t a',
      'drop-column t b',
    ],
    [
      'a type',
      "ALTER TYPE a RENAME TO a_old; CREATE TYPE a AS ENUM ('x'); DROP TYPE a_old",
      'rename-object type a',
      'drop-object type a_old',
    ],
    [
      'a type that goes first',
      "CREATE TYPE a_ AS ENUM ('x'); DROP TYPE a; ALTER TYPE a_ RENAME TO a",
      'create-object type a_',
      'drop-object type a',
      'rename-object type a_',
    ],
    [
      'a type of a schema that goes first',
      "CREATE TYPE s.a_ AS ENUM ('x'); DROP TYPE s.a; ALTER TYPE s.a_ RENAME TO a",
      'create-object type s.a_',
      'drop-object type s.a',
    ],
    [
      'an index that is made anew',
      'ALTER INDEX i RENAME TO i_old; CREATE INDEX i ON t (a); DROP INDEX i_old',
      'rename-object other i',
      'drop-index i_old',
    ],
    [
      'an index that goes first',
      'CREATE INDEX i_new ON t (a); DROP INDEX i; ALTER INDEX i_new RENAME TO i',
      'drop-index i',
      'rename-object other i_new',
    ],
  ])('%s', (_, sql, ...lines) => {
    const steps = swapped(sql);
    expect(steps).toHaveLength(3);
    expect(steps).toEqual(expect.arrayContaining(lines));
  });

  it.each([
    ['nothing is renamed', 'CREATE TABLE a (id int); DROP TABLE b'],
    ['nothing takes the name', 'ALTER TABLE a RENAME TO a_old; DROP TABLE a_old'],
    [
      'something else was dropped before that name was given',
      'DROP TABLE a_old; ALTER TABLE a RENAME TO a_old; CREATE TABLE a (id int)',
    ],
    [
      'another table takes another name',
      'ALTER TABLE a RENAME TO a_old; CREATE TABLE b (id int); DROP TABLE a_old',
    ],
    [
      'the column is one of another table',
      'ALTER TABLE t RENAME a TO b; ALTER TABLE t ADD a int; ALTER TABLE u DROP b',
    ],
    [
      'the name is taken on another table',
      'ALTER TABLE t RENAME a TO b; ALTER TABLE u ADD a int; ALTER TABLE t DROP b',
    ],
    [
      'a view takes the name of a type',
      'ALTER TYPE a RENAME TO a_old; CREATE VIEW a AS SELECT 1; DROP TYPE a_old',
    ],
    ['a table goes first, with its rows', 'CREATE TABLE b (id int); DROP TABLE a; ALTER TABLE b RENAME TO a'],
    ['what gets the name of a type was there before', 'DROP TYPE a; ALTER TYPE b RENAME TO a'],
    ['an index gets the name of a type', 'CREATE INDEX i ON t (a); DROP TYPE a; ALTER INDEX i RENAME TO a'],
    [
      'an index is made under another name',
      'ALTER INDEX i RENAME TO j; CREATE INDEX k ON t (a); DROP INDEX j',
    ],
    ['only the new one goes', 'ALTER TABLE a RENAME TO b; CREATE TABLE a (id int); DROP TABLE a'],
  ])('not where %s', (_, sql) => {
    expect(swapped(sql)).toEqual([]);
  });

  it('is told of each step for itself, however often one asks', () => {
    const sql = 'ALTER TABLE a RENAME TO b; CREATE TABLE a (id int); DROP TABLE b; DROP TABLE c';
    const told = ['rename-table a', 'create-table a', 'drop-table b'];
    expect([swapped(sql), swapped(sql)]).toEqual([told, told]);
  });
});

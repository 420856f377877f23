import { describe, expect, test } from 'vitest';

import { testParsers } from '../../../testing/load-parsers.ts';
import { sqlMigrations } from '../../../testing/sql-migrations.ts';
import { migrationSteps } from '../migration-step.ts';
import { valuesKept } from './values-kept.ts';

const { sql: parser } = await testParsers();
const KEYED = 'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE a (b int REFERENCES p, c int)';

function kept(upgrade: string, before = KEYED): string | undefined {
  const [drop] = migrationSteps(sqlMigrations(parser, { before, upgrade }), 'drop-column');
  return drop && valuesKept(drop);
}

const swapped = (...between: readonly string[]) =>
  ['ALTER TABLE a ADD b_new int', ...between, 'ALTER TABLE a DROP b', 'ALTER TABLE a RENAME b_new TO b'].join(
    ';',
  );
const BY_KEY = 'UPDATE a SET b_new = p.id + 1 FROM p WHERE a.b = p.id';
const BY_ROW = 'UPDATE a SET b_new = now() WHERE id = 1';
const READ = 'SELECT id, b FROM a';

describe('All values are in the column that takes the place', () => {
  test.each([
    ['where every row is written', swapped('UPDATE a SET b_new = b')],
    ['where only rows without one are not', swapped('UPDATE a SET b_new = b WHERE b IS NOT NULL')],
    ['where they lead to rows that tell the new one', swapped(BY_KEY)],
    ['whatever becomes of the key before', swapped(BY_KEY, 'ALTER TABLE a DROP CONSTRAINT a_b_fkey')],
    [
      'where it gave way before',
      'ALTER TABLE a RENAME b TO old; ALTER TABLE a ADD b int; UPDATE a SET b = old; ALTER TABLE a DROP old',
    ],
  ])('%s', (_, sql) => {
    expect(kept(sql)).toBe('all');
  });
});

describe('Values may be there', () => {
  test.each([
    ['where rows are read, and written one by one', swapped(READ, BY_ROW)],
    ['where some rows are written from it', swapped('UPDATE a SET b_new = b WHERE c = 1')],
    [
      'where a row is read and put back',
      `${READ};ALTER TABLE a DROP b;ALTER TABLE a ADD b text;UPDATE a SET b = 'x'`,
    ],
  ])('%s', (_, sql) => {
    expect(kept(sql)).toBe('perhaps');
  });

  test('where nobody knows that each leads to a row', () => {
    expect(kept(swapped(BY_KEY), 'CREATE TABLE a (b int, c int)')).toBe('perhaps');
  });
});

describe('Values are gone', () => {
  test.each([
    ['without another column', 'ALTER TABLE a DROP b'],
    ['where nothing is written', swapped()],
    ['where nothing is read', swapped(BY_ROW)],
    ['where another table is read', swapped('SELECT id, b FROM c', BY_ROW)],
    ['where another table is written', swapped(READ, 'UPDATE c SET b_new = b')],
    ['where a literal is written', swapped(READ, 'UPDATE a SET b_new = 1 WHERE c = 2')],
    ['where another column is written', swapped(READ, 'UPDATE a SET c = now() WHERE id = 1')],
    ['where they are written too late', `${swapped(READ)};UPDATE a SET b = now() WHERE id = 1`],
    [
      'where the name goes to an empty one',
      `UPDATE a SET c = b;ALTER TABLE a DROP b;ALTER TABLE a ADD b int`,
    ],
  ])('%s', (_, sql) => {
    expect(kept(sql)).toBe('none');
  });
});

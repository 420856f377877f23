import { describe, expect, it } from 'vitest';

import { destructiveWords, isDestructiveWord } from './destructive-words.ts';

/** `drop-table: DROP TABLE` */
function told(text: string): readonly string[] {
  return destructiveWords(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
}

describe('Words of destruction', () => {
  it.each<[text: string, words: readonly string[]]>([
    ['We DROP TABLE users', ['drop-table: DROP TABLE']],
    ['drop_table("users")', ['drop-table: drop_table']],
    ['DROP\n  TABLES', ['drop-table: DROP\n  TABLES']],
    ['DROP /* now */ TABLE', ['drop-table: DROP /* now */ TABLE']],
    ['DRОP TАBLE', ['drop-table: DRОP TАBLE']],
    ['drop schema public', ['reset: drop schema']],
    ['dropdb shop', ['reset: dropdb']],
    ['op.drop_column("a", "b")', ['drop-column: drop_column']],
    ['remove column b', ['drop-column: remove column']],
    ['ALTER TABLE `a` DROP `b`', ['drop-column: ALTER TABLE `a` DROP `']],
    ['ALTER TABLE `a` DROP PARTITION p0', ['drop-column: ALTER TABLE `a` DROP P']],
    ['ALTER TABLE `a` DROP PRIMARY KEY, DROP INDEX `i`', []],
    ['TRUNCATE `a`', ['mass-deletion: TRUNCATE']],
    ['DELETE FROM `a`', ['mass-deletion: DELETE FROM']],
    ['DELETE FROM `a` WHERE `b` = 1', []],
    ['The column email will be dropped', ['drop-column: column email will be dropped']],
    ['Deleting 3 columns', ['drop-column: Deleting 3 columns']],
    ['Drops the users table', ['drop-table: Drops the users table']],
    ['Tables removed: users', ['drop-table: Tables removed']],
    ['All records are erased', ['mass-deletion: records are erased']],
    ['wipes the data', ['mass-deletion: wipes the data']],
    ['removes everything', ['reset: removes everything']],
    ['The database will be reset', ['reset: database will be reset']],
    ['Resetting the database', ['reset: Resetting the database']],
    ['The schema is being reset', ['reset: schema is being reset']],
    ['migrate:fresh', ['reset: migrate:fresh']],
    ['prisma migrate reset', ['reset: migrate reset']],
    ['rake db:schema:load', ['reset: db:schema:load']],
    ['--accept-data-loss', ['reset: --accept-data-loss']],
    ['typeorm schema:drop', ['reset: schema:drop']],
    ['alembic downgrade -1', ['reset: downgrade -1']],
    ['data-loss', ['warning: data-loss']],
    ['a destructive change', ['warning: destructive']],
    ['cannot be reverted', ['warning: cannot be reverted']],
    ['Drop columns a; drop tables b', ['drop-table: drop tables', 'drop-column: Drop columns']],
  ])('%j', (text, words) => {
    expect(told(text)).toEqual(words);
  });
});

describe('One word that says it all', () => {
  it.each([
    'Drop',
    'DROPPED',
    'deleted',
    'Removed:',
    'reset',
    'Recreated',
    'data-loss',
    'Destructive',
    'drop_table',
    'Danger',
  ])('is %j', (word) => {
    expect(isDestructiveWord(word)).toBe(true);
  });

  it.each([
    'users',
    'deleted_users',
    'password_resets',
    'dropbox',
    'removal_reasons',
    'Added',
    'public.orders',
  ])('is not %j', (word) => {
    expect(isDestructiveWord(word)).toBe(false);
  });
});

describe('Comments in words', () => {
  it.each<[string, readonly string[]]>([
    ['DROP /* a */ /* b */ TABLE', ['drop-table: DROP /* a */ /* b */ TABLE']],
    ['/* a */ DROP TABLE /* never closed', ['drop-table: DROP TABLE']],
    ['/* DROP TABLE', ['drop-table: DROP TABLE']],
    ['*/ DROP TABLE', ['drop-table: DROP TABLE']],
    ['/* DROP TABLE */', []],
  ])('%j', (text, words) => {
    expect(told(text)).toEqual(words);
  });
});

describe('Words that deny it', () => {
  it.each([
    'No DROP TABLE statements',
    'without any data loss',
    'There is no data loss',
    'a non-destructive change',
    'No tables will be dropped',
    'Tables will not be dropped',
    'never drop table users',
    'Columns are no longer removed',
    'avoids data loss',
  ])('%j', (text) => {
    expect(told(text)).toEqual([]);
  });

  it('are only heard right before it', () => {
    expect(told('NOT NULL, DROP COLUMN b')).toEqual(['drop-column: DROP COLUMN']);
    expect(told('No. DROP TABLE users')).toEqual(['drop-table: DROP TABLE']);
  });
});

describe('Other words', () => {
  it.each([
    'Approve and publish',
    'a raindrop on the table',
    'Update the tablet',
    'ALTER TABLE `a` ADD `dropped_at` datetime',
    'CREATE TABLE `drops` (`id` int)',
    'a new column in the table users',
    'reset your password',
    'the lost and found',
  ])('%j', (text) => {
    expect(told(text)).toEqual([]);
  });
});

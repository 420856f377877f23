import { describe, expect, it } from 'vitest';

import { toolWarnings } from './tool-warnings.ts';

function told(comment: string): readonly string[] {
  return toolWarnings(comment, { start: 0, end: comment.length }).map(({ start, end }) =>
    comment.slice(start, end),
  );
}

describe('A tool warns in a comment', () => {
  it.each([
    '-- You are about to drop the column `a` on the `b` table, which still contains 3 non-null values.',
    "-- You're about to delete a table with 5 items",
    "-- You're about to change a column type from text to integer with 5 items",
    '/* You are about to alter the column `a` on the `b` table, which contains 3 non-null values. */',
    '/* All the data in the column will be lost. */',
    '/* all the data it contains will be lost */',
    '/* All the data in the\n *  column will be lost. */',
    '-- The data in that column could be lost.',
    '-- Some data will be permanently deleted',
    '-- The `a` column would be dropped and recreated.',
    '-- This will lead to data loss.',
    '-- This may cause the loss of values',
    '-- There might be data loss when applying the migration:',
    '-- WARNING: data loss',
    '-- An operation was scaffolded that may result in the loss of data.',
    '-- This will IRREVERSIBLY DESTROY all of it',
    '-- Destructive changes detected:',
    '-- drop_table(:users)',
    '-- remove_column(:users, :email)',
  ])('%j', (comment) => {
    expect(told(comment).length).toBeGreaterThan(0);
  });
});

describe('A person writes in a comment', () => {
  it.each([
    '-- we no longer DROP TABLE users',
    '-- DROP TABLE users comes in the next release',
    '-- TRUNCATE was too slow',
    '-- avoids data loss',
    '-- no data loss expected',
    '-- the data moves to another table',
    '-- the column was dropped in a1',
    '/* delete from nothing */',
    '-- cannot be rolled back',
    '-- Added the required column `a` to the `b` table without a default value.',
  ])('%j', (comment) => {
    expect(told(comment)).toEqual([]);
  });
});

it('A warning is told where it stands', () => {
  const text = 'SELECT 1; -- data will be lost';
  const start = text.indexOf('--');
  expect(toolWarnings(text, { start, end: text.length })).toEqual([
    { start: text.indexOf('data'), end: text.length },
  ]);
  expect(toolWarnings(text, { start: 0, end: start })).toEqual([]);
});

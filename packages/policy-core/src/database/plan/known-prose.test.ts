import { describe, expect, it } from 'vitest';

import { isKnownProse, saysNothingToDo } from './known-prose.ts';

describe('What is said around every plan is known', () => {
  it.each([
    '',
    '   ',
    '────────────',
    '```sql',
    '~~~',
    'INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.',
    'INFO  [alembic.runtime.migration] Will assume transactional DDL.',
    'INFO  [alembic.runtime.migration] Running upgrade a1 -> b2, drop the users table',
    'Environment variables loaded from .env',
    'Prisma schema loaded from prisma/schema.prisma',
    'Datasource "db": PostgreSQL database "shop", schema "public" at "localhost:5432"',
    'Warnings:',
    'Warnings for the current datasource:',
    'Added the required column `a` to the `User` table without a default value. This is not possible if the table is not empty.',
    'A unique constraint covering the columns `[email]` on the table `User` will be added. If there are existing duplicate values, this will fail.',
    'The primary key for the `User` table will be changed. If it partially fails, the table could be left without primary key constraint.',
    'The values [ADMIN] on the enum `Role` will be removed. If these variants are still used in the database, this will fail.',
    'Added tables',
    'Added column `title`',
    'Removed foreign key on columns (`authorId`)',
    'Changed the `posts` table',
    'posts',
    '`posts`',
    'Pulling schema from database...',
    "Reading config file '/app/drizzle.config.ts'",
    "No config path provided, using default 'drizzle.config.ts'",
    "Using '@neondatabase/serverless' driver for database querying",
    "Using 'pg' driver for database querying",
    'deleted_users',
    'Warning  You are about to execute current statements:',
    'Do you still want to push changes?',
    'No, abort',
    'Development database changes detected',
    'Approve and publish',
    'PUBLISH',
    'The following SQL will be run against your production database:',
    'Database changes',
    'SQL:',
    'Schema syncronization will execute following sql queries (5):',
    'Approve and publish │',
  ])('%j', (line) => {
    expect(isKnownProse(line)).toBe(true);
  });
});

describe('What may say something of the plan is not', () => {
  it.each([
    'This plan is safe.',
    'Removed tables',
    'Removed column `title`',
    'Altered column `age` (type changed)',
    'Yes, I want to remove 1 column',
    'Added column `a`. Dropped `b`',
    'You are about to drop the `User` table.',
    'Approve and publish and drop everything',
    'INFO  [app] drop the users table',
    'The following SQL will be run against your production database: DROP TABLE users',
    'Warnings: drop',
    'Dropped',
    '`data-loss`',
    'drop_table',
    'Using --force-reset',
    'Using a fresh database',
    'two words',
  ])('%j', (line) => {
    expect(isKnownProse(line)).toBe(false);
  });
});

describe('That there is nothing to do', () => {
  it.each([
    'No changes detected',
    'No difference detected.',
    'No pending migrations to apply.',
    'No schema changes',
    'Everything is up to date',
    'Your database is already in sync',
    'Your database is in sync with your Prisma schema.',
    'This is an empty migration.',
    'Nothing to do!',
  ])('is said by %j', (line) => {
    expect(saysNothingToDo(line)).toBe(true);
    expect(isKnownProse(line)).toBe(true);
  });

  it.each(['', 'Publish', 'No changes detected in staging, 3 tables dropped', 'Changes detected'])(
    'is not said by %j',
    (line) => {
      expect(saysNothingToDo(line)).toBe(false);
    },
  );
});

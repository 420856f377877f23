import { beforeAll, describe, expect, it } from 'vitest';

import type { SqlParser } from '../../parsers/parsers.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { checkPlan } from './check-plan.ts';

let parser: SqlParser;

beforeAll(async () => {
  parser = (await testParsers()).sql;
});

/** `fail 3:drop-table 5:warning`, and what cannot be judged as `?7` */
function told(plan: string): string {
  const { verdict, reasons, unjudged } = checkPlan(plan, parser);
  return [
    verdict,
    ...reasons.map(({ line, kind }) => `${line}:${kind}`),
    ...unjudged.map(({ line }) => `?${line}`),
  ].join(' ');
}

type Case = readonly [plan: string, told: string];

describe('DROP TABLE is refused [row 4.04] [row 4.21]', () => {
  it.each<Case>([
    ['DROP TABLE users;', 'fail 1:drop-table'],
    ['drop table users', 'fail 1:drop-table'],
    ['DrOp\n\tTaBlE\n  "Users"\n;', 'fail 1:drop-table'],
    ['DROP/**/TABLE users;', 'fail 1:drop-table'],
    ['DROP -- the old one\nTABLE users;', 'fail 1:drop-table'],
    ['DROP TABLE IF EXISTS public.users, orders CASCADE;', 'fail 1:drop-table 1:drop-table'],
    ['BEGIN;\n\nALTER TABLE a ADD b int;\nDROP TABLE a;\n\nCOMMIT;', 'fail 4:drop-table'],
    ['SELECT 1; DROP TABLE users; SELECT 2', 'fail 1:drop-table'],
    ['DO $$ BEGIN DROP TABLE users; END $$;', 'fail 1:drop-table'],
    ["DO $$ BEGIN EXECUTE 'DROP TABLE users'; END $$;", 'fail 1:drop-table'],
    ["DO $$ DECLARE t text; BEGIN EXECUTE format('DROP TABLE %I', t); END $$;", 'fail 1:drop-table'],
    ['DROP\u00a0TABLE\u00a0users;', 'fail 1:drop-table'],
    ['DROP\u3000TABLE users;', 'fail 1:drop-table'],
    ['DR\u200bOP TAB\u00adLE users;', 'fail 1:drop-table'],
    ['\ufeffDROP TABLE users;', 'fail 1:drop-table'],
    ['ＤＲＯＰ ＴＡＢＬＥ users;', 'fail 1:drop-table'],
    ['DR\u041eP TABLE users;', 'fail 1:drop-table'],
    ['\u001b[31mDROP\u001b[0m TABLE users;', 'fail 1:drop-table'],
    ['-- note\u2028DROP TABLE users;', 'fail 1:drop-table'],
    ['SELECT 1;\rDROP TABLE users;\r', 'fail 2:drop-table'],
    ['DROP TABLE `users`;', 'fail 1:drop-table'],
    ['DROP TABLE [dbo].[users];', 'fail 1:drop-table'],
    ['CREATE TABLE a (id int);\nDROP TABLE a;', 'fail 2:drop-table'],
    ['op.drop_table("users")', 'fail 1:drop-table'],
    ['await queryRunner.query(`DROP TABLE "users"`);', 'fail 1:drop-table'],
    ['query: DROP TABLE "users"', 'fail 1:drop-table'],
    ['Executing (default): DROP TABLE IF EXISTS "users";', 'fail 1:drop-table'],
    ['postgres=# DROP TABLE users;\nDROP TABLE', 'fail 1:drop-table 2:drop-table'],
    ['> DROP TABLE users;', 'fail 1:drop-table'],
    ['- DROP TABLE users;', 'fail 1:drop-table'],
    ['1. DROP TABLE users;', 'fail 1:drop-table'],
    ['│ DROP TABLE users; │', 'fail 1:drop-table'],
    ['[0] DROP TABLE users;', 'fail 1:drop-table'],
    ['+ DROP TABLE users;', 'fail 1:drop-table'],
    ['```sql\nDROP TABLE users;\n```', 'fail 2:drop-table'],
    // What looks like a quote, a dash or a line break to people, and not to PostgreSQL, hides nothing.
    ["SELECT 'x\u2019, '; DROP TABLE users; --'", 'fail 1:drop-table'],
    ["SELECT 'x\uff07, '; DROP TABLE users; --'", 'fail 1:drop-table'],
    ['SELECT 1; \uff0d\uff0d\nDROP TABLE users;', 'fail 2:drop-table'],
    ['-- x\u2028/*\nDROP TABLE users; -- */', 'fail 2:drop-table'],
    ["Look:\nSELECT 'x\u2019, '; DROP TABLE users; --'", 'fail 2:drop-table ?1'],
  ])('%j', (plan, expected) => {
    expect(told(plan)).toBe(expected);
  });
});

describe('Words that are no statement are none', () => {
  it.each<Case>([
    ['-- we no longer DROP TABLE users\nALTER TABLE users ADD COLUMN x int;', 'pass'],
    ['/* DROP TABLE users; */ SELECT 1;', 'pass'],
    ['/* outer /* DROP TABLE users; */ still */ SELECT 1;', 'pass'],
    ["INSERT INTO audit (note) VALUES ('DROP TABLE users');", 'pass'],
    ["INSERT INTO audit (note) VALUES ('it''s; DROP TABLE users; --');", 'pass'],
    ["COMMENT ON TABLE users IS 'TRUNCATE me never';", 'pass'],
    ['ALTER TABLE "DROP TABLE users" ADD COLUMN x int;', 'pass'],
    ['SELECT $q$ DROP TABLE users; $q$;', 'pass'],
    ['-- this migration avoids data loss\nCREATE INDEX i ON t (a);', 'pass'],
    ['-- no data loss expected\nCREATE INDEX i ON t (a);', 'pass'],
    ["INSERT INTO a VALUES ('it\u2019s \u201cfine\u201d');", 'pass'],
    ['-- only a comment', 'pass'],
    ['ALTER TABLE t DROP CONSTRAINT c;\nDROP INDEX i;\nDROP VIEW v;', 'pass'],
    ['ALTER TABLE t ALTER a DROP NOT NULL, ALTER b DROP DEFAULT;', 'pass'],
    ['DELETE FROM users WHERE id = 7;\nUPDATE users SET a = 1;', 'pass'],
    ["UPDATE alembic_version SET version_num='b' WHERE alembic_version.version_num = 'a';", 'pass'],
    ['DROP FOREIGN TABLE far;', 'pass'],
    ['RESET ALL;\nRESET lock_timeout;', 'pass'],
    ['CREATE TABLE dropped_tables (id int);\nCREATE INDEX drop_column ON dropped_tables (id);', 'pass'],
    ['ALTER TABLE `blog` ADD COLUMN `tags` text;', 'pass'],
    [
      'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM c; RETURN OLD; END $$;',
      'pass',
    ],
  ])('%j', (plan, expected) => {
    expect(told(plan)).toBe(expected);
  });
});

describe('Mass deletions and resets are refused [row 4.22]', () => {
  it.each<Case>([
    ['TRUNCATE users;', 'fail 1:mass-deletion'],
    ['truncate table only users, orders restart identity cascade;', 'fail 1:mass-deletion'],
    ['DELETE FROM users;', 'fail 1:mass-deletion'],
    ['delete from users where true;', 'fail 1:mass-deletion'],
    ['DELETE FROM users WHERE 1 = 1;', 'fail 1:mass-deletion'],
    ['WITH gone AS (DELETE FROM users RETURNING *) SELECT count(*) FROM gone;', 'fail 1:mass-deletion'],
    ['DELETE FROM alembic_version;', 'fail 1:mass-deletion'],
    ['DELETE FROM `users`', 'fail 1:mass-deletion'],
    ['DELETE FROM `users` LIMIT 5', 'fail 1:mass-deletion'],
    ['DELETE FROM users\nApprove and publish', 'fail 1:mass-deletion'],
    ['DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;', 'fail 1:reset'],
    ['DROP DATABASE shop;', 'fail 1:reset'],
    ['DROP OWNED BY app CASCADE;', 'fail 1:reset'],
    ['Reset database', 'fail 1:reset'],
    ['We need to reset the "public" schema at "db:5432"', 'fail 1:reset'],
    ['prisma db push --force-reset', 'fail 1:reset'],
    ['npx prisma migrate reset', 'fail 1:reset'],
    ['php artisan migrate:fresh', 'fail 1:reset'],
    ['rails db:drop', 'fail 1:reset'],
    ['alembic downgrade base', 'fail 1:reset'],
    ['The production database will be recreated.', 'fail 1:reset'],
    ['All rows of users will be deleted.', 'fail 1:mass-deletion'],
    ['DROP SEQUENCE orders_id_seq;', 'fail 1:data-loss'],
  ])('%j', (plan, expected) => {
    expect(told(plan)).toBe(expected);
  });
});

describe('Dropped columns are refused [row 4.21]', () => {
  it.each<Case>([
    ['ALTER TABLE users DROP COLUMN email;', 'fail 1:drop-column'],
    ['alter table users\n  add x int,\n  drop email', 'fail 3:drop-column'],
    ['ALTER TABLE `blog` DROP COLUMN `tags`;', 'fail 1:drop-column'],
    ['ALTER TABLE `blog` MODIFY `a` INT NOT NULL, DROP COLUMN `tags`;', 'fail 1:drop-column'],
    ['ALTER TABLE `blog` MODIFY `a` INT,\n DROP `tags`;', 'fail 1:drop-column'],
    ['DROP TYPE mood CASCADE;', 'fail 1:drop-column'],
    ['DROP EXTENSION citext CASCADE;', 'fail 1:drop-column'],
    ['DROP TYPE mood;', 'pass'],
    ['ALTER TABLE users ADD COLUMN a int;\nALTER TABLE users DROP COLUMN b;', 'fail 2:drop-column'],
  ])('%j', (plan, expected) => {
    expect(told(plan)).toBe(expected);
  });
});

describe("The tools' own warnings are refused [row 4.23]", () => {
  it.each<Case>([
    [
      '/*\n  Warnings:\n\n  - You are about to drop the column `name` on the `User` table. All the data in the column will be lost.\n\n*/\n-- AlterTable\nALTER TABLE "User" ADD COLUMN "a" TEXT;',
      'fail 4:warning',
    ],
    [
      '/*\n  Warnings:\n\n  - You are about to drop the `Post` table. If the table is not empty, all the data it contains will be lost.\n*/\nDROP TABLE "Post";',
      'fail 4:warning 6:drop-table',
    ],
    [
      '/*\n  Warnings:\n\n  - You are about to alter the column `price` on the `Item` table. The data in that column could be lost. The data in that column will be cast from `Text` to `VarChar(32)`.\n*/\nALTER TABLE "Item" ALTER COLUMN "price" SET DATA TYPE VARCHAR(32);',
      'fail 4:warning',
    ],
    [
      '/*\n  Warnings:\n\n  - The `role` column on the `User` table would be dropped and recreated. This will lead to data loss if there is data in the column.\n*/\nSELECT 1;',
      'fail 4:warning',
    ],
    [
      '/*\n  Warnings:\n\n  - Added the required column `updatedAt` to the `User` table without a default value. This is not possible if the table is not empty.\n*/\nALTER TABLE "User" ADD COLUMN "updatedAt" TIMESTAMP(6) NOT NULL;',
      'pass',
    ],
    [
      '⚠️  There might be data loss when applying the migration:\n\n  • You are about to drop the column `secondarySkus` on the `Bundle` table, which still contains 1 non-null values.',
      'fail 1:warning 3:warning 3:drop-column',
    ],
    [
      ' Warning  You are about to execute current statements:\n\nALTER TABLE `blog` ADD COLUMN `tags` text;\n\n Warning  Found data-loss statements:\n· You\u2019re about to delete tags column in blog table with 1 items\n\nTHIS ACTION WILL CAUSE DATA LOSS AND CANNOT BE REVERTED\n\nDo you still want to push changes?\n❯ No, abort\n  Yes, I want to remove 1 column',
      'fail 5:warning 6:warning 6:drop-column 8:warning 12:drop-column',
    ],
    [
      'An operation was scaffolded that may result in the loss of data. Please review the migration for accuracy.',
      'fail 1:warning',
    ],
    ["You are attempting to run a destructive action against your 'production' database.", 'fail 1:warning'],
    ['-- drop_table(:users)\nSELECT 1;', 'fail 1:warning'],
    ['This will permanently delete 3 tables.', 'fail 1:drop-table 1:warning'],
    ['Data loss', 'fail 1:warning'],
    ['This action cannot be undone.', 'fail 1:warning'],
    [
      '[-] Removed tables\n  - users\n\n[*] Changed the `posts` table\n  [-] Removed column `title`',
      'fail 1:drop-table 5:drop-column',
    ],
    [
      'You are about to drop the c\u200bolumn `a`. All the\u00a0data in the\ncolumn will be lost.',
      'fail 1:warning 1:drop-column 2:drop-column',
    ],
  ])('%j', (plan, expected) => {
    expect(told(plan)).toBe(expected);
  });
});

describe('What a platform says around a harmless plan stands against nothing', () => {
  it.each<Case>([
    [
      'Development database changes detected\n\nThe following SQL will be run against your production database:\n\n```sql\nALTER TABLE "users" ADD COLUMN "age" integer;\n```\n\nApprove and publish\nCancel',
      'pass',
    ],
    [
      'INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.\nINFO  [alembic.runtime.migration] Generating static SQL\nBEGIN;\n\n-- Running upgrade a1 -> b2\n\nALTER TABLE users ADD COLUMN age INTEGER;\n\nCOMMIT;',
      'pass',
    ],
    [
      '[+] Added tables\n  - users\n\n[*] Changed the `posts` table\n  [+] Added column `title`\n  [-] Removed index on columns (`a`)',
      '?',
    ],
    ['No changes detected', 'pass'],
    ['[i] No changes detected', 'pass'],
    ['-- This is an empty migration.', 'pass'],
    ['Everything is up to date.', 'pass'],
    ['CREATE TABLE a (id int)\nCREATE TABLE b (id int)', 'pass'],
    ['CREATE TYPE "mood" AS ENUM(\'a\');--> statement-breakpoint\nCREATE TABLE "a" ("id" serial);', 'pass'],
    [
      'Schema syncronization will execute following sql queries (1):\nALTER TABLE "a" ADD "b" integer;',
      'pass',
    ],
  ])('%j', (plan, expected) => {
    expect(told(plan).replace(/^undetermined .*/, '?')).toBe(expected);
  });
});

describe('A word that says it all is heard, alone on its line', () => {
  it.each<Case>([
    ['SELECT 1;\nTRUNCATE', 'fail 2:mass-deletion'],
    ['SELECT 1;\nDestructive', 'fail 2:warning'],
    ['SELECT 1;\n⚠ data-loss', 'fail 2:warning'],
    ['SELECT 1;\ndrop_table\nusers', 'fail 2:drop-table'],
  ])('%j', (plan, expected) => {
    expect(told(plan)).toBe(expected);
  });
});

describe('A call that only makes a value stands against nothing', () => {
  it.each([
    "SELECT pg_catalog.set_config('search_path', '', false);",
    'SELECT count(*) FROM users;',
    'SELECT pg_advisory_xact_lock(1);',
    'EXPLAIN SELECT count(*) FROM users;',
    "DO $$ BEGIN RAISE NOTICE 'done'; END $$;",
    'DO $$ BEGIN CREATE TYPE a AS ENUM (); EXCEPTION WHEN duplicate_object THEN null; END $$;',
    'COPY a (program) FROM stdin;\n1\n\\.\n',
  ])('%j', (plan) => {
    expect(told(plan)).toBe('pass');
  });
});

describe('A plan of many words is judged in few steps', () => {
  it.each(['delete from ', 'x /* \n'])('%j again and again', (piece) => {
    const plan = `zzz\n${piece.repeat(Math.floor(20_000 / piece.length))}`;
    const started = stepsTaken();
    expect(checkPlan(plan, parser).verdict).not.toBe('pass');
    expect(stepsTaken() - started).toBeLessThan(5_000_000);
  });
});

describe('What cannot be judged is no pass', () => {
  it.each<Case>([
    ['', 'undetermined ?1'],
    ['  \n\n', 'undetermined ?1'],
    ['Approve and publish', 'undetermined ?1'],
    ['The plan looks fine to me.\nALTER TABLE a ADD b int;', 'undetermined ?1'],
    ['No DROP TABLE statements in this plan.', 'undetermined ?1'],
    ['Tables will not be dropped.', 'undetermined ?1'],
    ['ALTER TABLE `a` ENGINE = InnoDB;', 'undetermined ?1'],
    ['\\i drop_everything.sql\nSELECT 1;', 'undetermined ?1'],
    ['EXECUTE cleanup;', 'undetermined ?1'],
    ['DO $$ BEGIN EXECUTE (SELECT sql FROM todo); END $$;', 'undetermined ?1'],
    [
      'CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DROP TABLE users $$;\nSELECT f();',
      'undetermined ?1 ?2',
    ],
    [
      'CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DELETE FROM users $$;\nCALL f();',
      'undetermined ?2',
    ],
    ['SELECT admin.drop_all();', 'undetermined ?1'],
    ['INSERT INTO a (id) VALUES (make_id());', 'undetermined ?1'],
    ["SELECT setval('orders_id_seq', 12);", 'undetermined ?1'],
    ['DO $$ BEGIN PERFORM cleanup(); END $$;', 'undetermined ?1'],
    ['EXPLAIN SELECT cleanup();', 'undetermined ?1'],
    ["COPY (SELECT 1) TO PROGRAM 'dropdb shop';", 'undetermined ?1'],
    ["COPY a FROM PROGRAM 'curl example.com';", 'undetermined ?1'],
    ['CREATE TABLE a (id int);\nusers\nDropped', 'undetermined ?3'],
    ['SELECT 1;\nTable\nusers\nAction\nDrop', 'undetermined ?5'],
    ['SELECT 1;\nReset', 'undetermined ?2'],
    ['Using the old schema\nSELECT 1;', 'undetermined ?1'],
    ['MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN DELETE;', 'undetermined ?1'],
    ['one\ntwo three\nfour five', 'undetermined ?2'],
    ['/* never closed\nSELECT 1;', 'undetermined ?1'],
    ["SELECT 'never closed", 'undetermined ?1'],
    ['Detected potential conflicts, please review', 'undetermined ?1'],
  ])('%j', (plan, expected) => {
    expect(told(plan)).toBe(expected);
  });
});

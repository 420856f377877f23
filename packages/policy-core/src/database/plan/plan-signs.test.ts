import { beforeAll, describe, expect, it } from 'vitest';

import type { SqlParser } from '../../parsers/parsers.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import type { PlanReading } from './plan-reading.ts';
import { signsOf, type PlanSigns, toolWarnings } from './plan-signs.ts';
import { readPlan } from './read-plan.ts';

let parser: SqlParser;

beforeAll(async () => {
  parser = (await testParsers()).sql;
});

function signs(text: string): PlanSigns {
  return signsOf(text, readPlan(parser, text));
}

/** `drop-table DROP TABLE a: Drops the table a and every row in it.` */
function found(text: string): readonly string[] {
  return signs(text).found.map(
    ({ kind, start, end, text: says }) => `${kind} ${text.slice(start, end)}: ${says}`,
  );
}

/** `EXECUTE a: Its effect is unknown, because ...` */
function unjudged(text: string): readonly string[] {
  return signs(text).unjudged.map(({ start, end, problem }) => `${text.slice(start, end)}: ${problem}`);
}

const NEITHER = 'It is neither SQL that PostgreSQL reads nor a known sentence.';
const WARNED = 'The tool that made the plan warns of it.';

describe('A statement that removes data is found, and told', () => {
  it.each<[text: string, told: readonly string[]]>([
    ['DROP TABLE a;', ['drop-table DROP TABLE a: Drops the table a and every row in it.']],
    [
      'ALTER TYPE a DROP ATTRIBUTE b CASCADE;',
      [
        'drop-column ALTER TYPE a DROP ATTRIBUTE b CASCADE: Drops an attribute of a type, and its values in every column of that type.',
      ],
    ],
    ["ALTER TYPE a RENAME VALUE 'drop attribute' TO 'b';", []],
    [
      'DROP TABLE a, b;',
      [
        'drop-table a: Drops the table a and every row in it.',
        'drop-table b: Drops the table b and every row in it.',
      ],
    ],
    [
      'ALTER TABLE a ADD x int, DROP COLUMN y;',
      ['drop-column DROP COLUMN y: Drops the column a.y and every value in it.'],
    ],
    ['TRUNCATE a, b;', ['mass-deletion TRUNCATE a, b: Deletes every row of a, b.']],
    ['DELETE FROM a WHERE true;', ['mass-deletion DELETE FROM a WHERE true: Deletes all rows of a.']],
    ['DROP SEQUENCE s;', ['data-loss DROP SEQUENCE s: Drops the sequence s.']],
    ['DROP SCHEMA s;', ['reset DROP SCHEMA s: Drops the schema s.']],
    ['RESET DATABASE;', ['reset RESET DATABASE: Resets the database.']],
    ['reset production;', ['reset reset production: Resets the database.']],
    ['RESET search_path;', []],
    ['RESET ALL;', []],
    ['CREATE TABLE a (b int);', []],
  ])('%s', (text, told) => {
    expect(found(text)).toEqual(told);
    expect(signs(text).found.every(({ isStatement }) => isStatement)).toBe(true);
    expect(unjudged(text)).toEqual([]);
  });

  it('which is only maybe run under a condition', () => {
    expect(signs('DO $$ BEGIN IF now() > x THEN DROP TABLE a; END IF; END $$;').found).toMatchObject([
      { kind: 'drop-table', text: 'Maybe drops the table a and every row in it.', isStatement: true },
    ]);
  });
});

describe('Words are found where nothing was read as SQL', () => {
  it.each<[text: string, told: readonly string[]]>([
    ['Please drop_table a for me.', ['drop-table drop_table: It speaks of DROP TABLE.']],
    ['TRUNCATE a b c;', ['mass-deletion TRUNCATE: It speaks of TRUNCATE, which deletes every row.']],
    [
      'This is irreversible. All rows of it are deleted.',
      [
        'mass-deletion rows of it are deleted: It says that rows are taken away.',
        'warning irreversible: It warns of a loss.',
      ],
    ],
  ])('%s', (text, told) => {
    expect(found(text)).toEqual(told);
    expect(signs(text).found.some(({ isStatement }) => isStatement)).toBe(false);
    // What stands against the plan need not be judged once more.
    expect(unjudged(text)).toEqual([]);
  });

  it.each([
    ['in a comment', 'SELECT 1; -- then DROP TABLE a'],
    ['in a value', "SELECT 'DROP TABLE a';"],
    ['as a name', 'CREATE TABLE "DROP TABLE" (id int);'],
  ])('and not %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('Warnings of a tool are found', () => {
  it('in the comments of its SQL', () => {
    const text = '-- All the data in the column will be lost.\nALTER TABLE a ADD b int;';
    expect(found(text)).toEqual([`warning data in the column will be lost: ${WARNED}`]);
    expect(unjudged(text)).toEqual([]);
  });

  it('beside its SQL, before the words that they are made of', () => {
    const text = 'You are about to drop the column b.\nALTER TABLE a ADD b int;';
    expect(found(text)).toEqual([
      `warning You are about to drop: ${WARNED}`,
      'drop-column drop the column: It says that a column is taken away.',
    ]);
    expect(unjudged(text)).toEqual([]);
  });

  it('each time that they are there', () => {
    const warning = 'There might be data loss';
    expect(found(`-- ${warning}\n-- ${warning}\nSELECT 1;`)).toEqual([
      `warning ${warning}: ${WARNED}`,
      `warning ${warning}: ${WARNED}`,
    ]);
  });
});

describe('What cannot be judged is told, with a sentence', () => {
  it.each<[text: string, told: readonly string[]]>([
    ['Looks fine to me.\nSELECT 1;', [`Looks fine to me.: ${NEITHER}`]],
    [
      'One thing.\nApprove and publish\nAnother thing.',
      [`One thing.: ${NEITHER}`, `Another thing.: ${NEITHER}`],
    ],
    [
      'CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ TRUNCATE a $$;',
      [
        'CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ TRUNCATE a $$: It makes a function that drops or truncates, and whether the plan calls it is not told.',
      ],
    ],
    [
      'MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN DELETE;',
      [
        'MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN DELETE: It deletes the rows that match, and how many do is not told.',
      ],
    ],
    ['MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN UPDATE SET x = 1;', []],
    ['CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;', []],
    // A view is no body that runs: its name may be what it likes.
    ['CREATE VIEW "drop table a" AS SELECT 1;', []],
  ])('%j', (text, told) => {
    expect(unjudged(text)).toEqual(told);
    expect(found(text)).toEqual([]);
  });

  it('and why, where a statement is not clear', () => {
    const [only, ...others] = unjudged('EXECUTE cleanup;');
    expect(only).toMatch(/^EXECUTE cleanup: Its effect is unknown, because .+\.$/);
    expect(others).toEqual([]);
  });

  it('in the order of the text, whether it was read or not', () => {
    const merge = 'MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN DELETE';
    const text = `First one.\n${merge};\nSecond one.\nEXECUTE cleanup;\nThird one.`;
    expect(unjudged(text).map((told) => told.replace(/: .*/, ''))).toEqual([
      'First one.',
      merge,
      'Second one.',
      'EXECUTE cleanup',
      'Third one.',
    ]);
  });

  it('but not where words in it stand against the plan already', () => {
    const text = "DO $$ BEGIN EXECUTE 'DROP TABLE ' || t; END $$;";
    expect(signs(text).found.map(({ kind }) => kind)).toEqual(['drop-table']);
    expect(unjudged(text)).toEqual([]);
  });
});

describe('A plan is silent where nothing runs and nothing says so', () => {
  it.each<[isSilent: boolean, text: string]>([
    [true, ''],
    [true, ' \n\n'],
    [true, 'Approve and publish'],
    [true, 'Something else.'],
    [false, 'No changes detected'],
    [false, 'Approve and publish\n  Everything is up to date.\nCancel'],
    [false, '-- only a comment'],
    [false, 'SELECT 1;'],
    [false, 'Something else.\nSELECT 1;'],
  ])('%s: %j', (isSilent, text) => {
    expect(signs(text).isSilent).toBe(isSilent);
  });
});

describe('Parts that were not read', () => {
  const reading: PlanReading = { isWhole: false, statements: 0, operations: [], comments: [], unread: [] };

  it('are looked at together, as words of one statement may stand in several of them', () => {
    const text = 'we drop\n;;;;;;;\ntable of contents';
    const unread = [
      { start: 0, end: 7 },
      { start: 16, end: text.length },
    ];
    const kindsOf = (some: PlanReading['unread']) =>
      signsOf(text, { ...reading, unread: some }).found.map(({ kind, start, end }) => ({ kind, start, end }));
    expect(kindsOf(unread)).toEqual([{ kind: 'drop-table', start: 3, end: 21 }]);
    expect(kindsOf(unread.slice(0, 1))).toEqual([]);
    expect(kindsOf(unread.slice(1))).toEqual([]);
  });

  it('keep their places, whatever stands between them', () => {
    const text = 'Oh my\nSELECT 1;\nwe truncate it';
    const unread = [
      { start: 0, end: 5 },
      { start: 16, end: text.length },
    ];
    expect(signsOf(text, { ...reading, unread })).toEqual({
      found: [
        {
          kind: 'mass-deletion',
          text: 'It speaks of TRUNCATE, which deletes every row.',
          start: 19,
          end: 27,
          isStatement: false,
        },
      ],
      unjudged: [{ start: 0, end: 5, problem: NEITHER }],
      isSilent: true,
    });
  });
});

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

import { beforeAll, describe, expect, test } from 'vitest';

import type { SqlParser } from '../parsers/parsers.ts';
import { checkPlan } from '../database/plan/check-plan.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { terminalText } from './document/terminal.ts';
import { planCheckDocument } from './plan-check-document.ts';

let parser: SqlParser;

beforeAll(async () => {
  parser = (await testParsers()).sql;
});

function text(plan: string, colors = false): string {
  return terminalText(planCheckDocument(checkPlan(plan, parser)), { colors });
}

describe('a plan that removes data', () => {
  test('is not approved, for reasons with their lines, and with what to do [row 4.24]', () => {
    expect(text('BEGIN;\nDROP TABLE users;\nALTER TABLE orders DROP COLUMN note;\nCOMMIT;')).toBe(
      [
        '❌ DO NOT APPROVE: 2 reasons.',
        '',
        'line 2: drop-table: Drops the table users and every row in it.',
        '    DROP TABLE users;',
        'line 3: drop-column: Drops the column orders.note and every value in it.',
        '    ALTER TABLE orders DROP COLUMN note;',
        '',
        'Next steps:',
        '  1. Cancel the publish. Until it is approved, nothing has changed.',
        '  2. Audit development and production: which tables each has, and which revision its alembic_version holds. Where the repository has one, run ./scripts/db_audit.sh.',
        '  3. Read what the audit wrote, such as ./ops/db_audit/.',
        '  4. Where production has no table alembic_version, stamp it at the baseline, once, with `lockkeeper db stamp`. If it is at an unexpected revision, find out why instead of stamping over it.',
        '  5. Run the guard again: `lockkeeper guard`, or ./scripts/deploy_guard.sh.',
        '  6. Publish only when the guard passes and the new plan takes nothing away. If it still does, the platform may compare with a schema that it has kept: cancel, begin the publish anew, and check which production database it is connected to.',
        '',
      ].join('\n'),
    );
  });

  test('may say so in words only', () => {
    expect(text('The table users will be dropped.').split('\n').slice(0, 4)).toEqual([
      '❌ DO NOT APPROVE: 1 reason.',
      '',
      'line 1: drop-table: It says that a table is taken away.',
      '    The table users will be dropped.',
    ]);
  });

  test('may warn by itself', () => {
    expect(text('/* You are about to drop the `a` table. */ SELECT 1;').split('\n')[2]).toBe(
      'line 1: warning: The tool that made the plan warns of it.',
    );
  });

  test('says maybe of what stands under a condition', () => {
    expect(text('DO $$ BEGIN IF now() > d THEN DROP TABLE a; END IF; END $$;')).toMatch(
      /\nline 1: drop-table: Maybe drops the table a and every row in it\.\n/,
    );
  });

  test('is told with what else cannot be judged', () => {
    expect(text('Please look.\nDROP TABLE a;').split('\n').slice(0, 7)).toEqual([
      '❌ DO NOT APPROVE: 1 reason.',
      '',
      'line 2: drop-table: Drops the table a and every row in it.',
      '    DROP TABLE a;',
      '',
      'line 1: not judged: It is neither SQL that PostgreSQL reads nor a known sentence.',
      '    Please look.',
    ]);
  });
});

describe('a plan of which a part cannot be judged', () => {
  test('is not proved, and says what to do', () => {
    expect(text('ALTER TABLE a ADD b int;\nALTER TABLE `a` ENGINE = InnoDB;\nand so on')).toBe(
      [
        '❌ NOT PROVED: 1 statement of SQL was read and nothing was found, but 1 part cannot be judged.',
        '',
        'lines 2 to 3: not judged: It is neither SQL that PostgreSQL reads nor a known sentence.',
        '    ALTER TABLE `a` ENGINE = InnoDB;',
        '',
        'Next steps:',
        '  1. Do not approve it before somebody has read these lines.',
        '  2. Paste the SQL of the plan alone, and check it again.',
        '',
      ].join('\n'),
    );
  });

  test('says why, where that is known', () => {
    expect(text('EXECUTE later;').split('\n')[2]).toBe(
      'line 1: not judged: Its effect is unknown, because EXECUTE runs a statement that was prepared before.',
    );
    expect(text('CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DROP TABLE a $$').split('\n')[2]).toBe(
      'line 1: not judged: It makes a function that drops or truncates, and whether the plan calls it is not told.',
    );
    expect(text('MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN DELETE').split('\n')[2]).toBe(
      'line 1: not judged: It deletes the rows that match, and how many do is not told.',
    );
  });

  test('is told where nothing is in it', () => {
    expect(text('').split('\n')[2]).toBe('line 1: not judged: It is empty.');
    expect(text('Approve and publish\nCancel').split('\n')[2]).toBe(
      'lines 1 to 2: not judged: It holds no statement of SQL, and does not say that there is none.',
    );
  });

  test('is not told line by line for ever', () => {
    const plan = Array.from({ length: 30 }, (_, index) => `odd thing ${index}\nSELECT 1;`).join('\n');
    expect(text(plan)).toContain('\nAnd 20 more that are not judged.\n');
    const eleven = Array.from({ length: 11 }, (_, index) => `odd thing ${index}\nSELECT 1;`).join('\n');
    expect(text(eleven)).toContain('\nAnd 1 more that is not judged.\n');
  });
});

describe('a plan that takes nothing away', () => {
  test('says how much was read', () => {
    expect(text('ALTER TABLE a ADD b int;\nCREATE INDEX i ON a (b);')).toBe(
      '✅ NOTHING FOUND: 2 statements of SQL were read, and nothing in the plan drops tables or columns, deletes rows in bulk, resets the database or warns of a loss.\n',
    );
    expect(text('No changes detected')).toMatch(/^✅ NOTHING FOUND: 0 statements of SQL were read, /);
  });
});

test('colours are only there where somebody wants them', () => {
  expect(text('DROP TABLE a;', true)).toContain(
    '\u001b[1mline 1\u001b[22m: \u001b[31mdrop-table\u001b[39m: ',
  );
  expect(text('DROP TABLE a;')).not.toContain('\u001b');
  expect(text('odd thing', true)).toContain('\u001b[33mnot judged\u001b[39m');
  expect(text('SELECT 1', true)).toContain('\u001b[32m✅ NOTHING FOUND');
});

test('a quote shows neither passwords nor what hides in it', () => {
  expect(text('Using postgres://app:secret@db/shop to drop table a')).toContain(
    '    Using postgres://****@db/shop to drop table a\n',
  );
  expect(text('DROP\u202e TABLE a;')).toContain('    DROP\\u{202e} TABLE a;\n');
  expect(text(`DROP TABLE ${'a'.repeat(400)};`)).toContain('… (412 characters)\n');
});

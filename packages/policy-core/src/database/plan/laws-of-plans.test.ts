import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import type { SqlParser } from '../../parsers/parsers.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { planCheckAnswer } from '../../answers/plan-check-answer.ts';
import { checkPlan } from './check-plan.ts';

let parser: SqlParser;

beforeAll(async () => {
  parser = (await testParsers()).sql;
});

const HARMLESS = [
  'ALTER TABLE users ADD COLUMN age int;',
  'CREATE TABLE a (\n  id int,\n  note text\n);',
  "INSERT INTO a VALUES (1, 'DROP TABLE users; it''s');",
  'CREATE INDEX i ON users (age);',
  '-- DROP TABLE users is for later',
  '/* DROP TABLE\n users */',
  'BEGIN;',
  'COMMIT;',
  'Development database changes detected',
  'Approve and publish',
  '```sql',
  '```',
  '⚠ Do you still want to push changes?',
];

const HARMFUL = [
  'DROP TABLE users;',
  'TRUNCATE TABLE users;',
  'DELETE FROM users;',
  'ALTER TABLE users DROP COLUMN email;',
  'DROP SCHEMA public CASCADE;',
  'DROP DATABASE shop;',
  'DROP OWNED BY app;',
  'DROP TABLE `users`;',
  "You're about to delete email column in users table with 7 items",
  '-- All the data in the column will be lost.',
  'The table users will be dropped.',
];

const harmless = fc.array(fc.constantFrom(...HARMLESS), { maxLength: 6 });
const space = fc.constantFrom(' ', '\u00a0', '\u2003', '\u3000', '\t', '  ', ' \u200b', '\u202f');
const mark = fc.constantFrom('', '> ', '- ', '* ', '+ ', '│ ', '12. ', '[0] ', '  ', 'shop=# ', '❯ ');

/** Upper or lower case letter by letter, and every space another one. */
function disguised(text: string): fc.Arbitrary<string> {
  const parts = Array.from(text, (character) =>
    character === ' '
      ? space
      : fc.constantFrom(character.toLowerCase(), character.toUpperCase(), `${character}\u200d`),
  );
  return fc.tuple(...parts).map((all) => all.join(''));
}

describe('Whatever is pasted', () => {
  it('gives an answer that keeps the contract, with lines that are there', () => {
    const word = fc.constantFrom(
      ...HARMLESS,
      ...HARMFUL,
      "'",
      '"',
      '/*',
      '*/',
      '$$',
      ';',
      '(',
      '\\',
      '\r',
      '\0',
      '--',
    );
    const plan = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(fc.oneof(word, fc.string({ maxLength: 5 })), { maxLength: 12 }).map((all) => all.join('\n')),
      fc.array(word, { maxLength: 12 }).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(plan, (text) => {
        const check = checkPlan(text, parser);
        expect(planCheckAnswer.parse(JSON.parse(JSON.stringify(check)))).toEqual(check);
        const lines = text.split(/\r\n|\n|\r/).length;
        for (const { line } of check.reasons) expect(line).toBeLessThanOrEqual(lines);
        for (const one of check.unjudged) {
          expect(one.line).toBeLessThanOrEqual(one.end_line);
          expect(one.end_line).toBeLessThanOrEqual(lines);
        }
        expect(check.verdict === 'fail').toBe(check.reasons.length > 0);
        expect(check.verdict === 'pass').toBe(check.reasons.length + check.unjudged.length === 0);
        expect(check.recovery.length > 0).toBe(check.verdict !== 'pass');
      }),
    );
  });
});

describe('What removes data is refused at its line [row 4.04]', () => {
  it('whatever harmless lines stand around it', () => {
    fc.assert(
      fc.property(harmless, fc.constantFrom(...HARMFUL), harmless, (before, harm, after) => {
        const plan = [...before, harm, ...after].join('\n');
        const line = before.join('\n').split('\n').length + (before.length === 0 ? 0 : 1);
        const { verdict, reasons } = checkPlan(plan, parser);
        expect(verdict).toBe('fail');
        expect(reasons.map((reason) => reason.line)).toContain(before.length === 0 ? 1 : line);
      }),
    );
  });

  it('whatever letters, spaces and marks a program puts into it', () => {
    const harm = fc.constantFrom(...HARMFUL.slice(0, 7)).chain(disguised);
    fc.assert(
      fc.property(mark, harm, fc.constantFrom('\n', '\r\n', '\r', '\u2028'), (before, disguise, end) => {
        const plan = `SELECT 1;${end}${before}${disguise}${end}`;
        expect(checkPlan(plan, parser).verdict).toBe('fail');
      }),
    );
  });

  it('whether or not it ends with a semicolon', () => {
    fc.assert(
      fc.property(harmless, fc.constantFrom(...HARMFUL), (before, harm) => {
        const plan = [...before, harm.replace(/;$/, ''), '', 'Approve and publish'].join('\n');
        expect(checkPlan(plan, parser).verdict).toBe('fail');
      }),
    );
  });
});

describe('What harms nobody', () => {
  it('stays so, however much of it there is', () => {
    fc.assert(
      fc.property(harmless, (lines) => {
        const plan = ['SELECT 1;', ...lines].join('\n');
        expect(checkPlan(plan, parser)).toMatchObject({ verdict: 'pass', reasons: [], unjudged: [] });
      }),
    );
  });
});

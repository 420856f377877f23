import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { anySqlText, harmlessSql, sqlGap } from '../../testing/sql-texts.ts';
import { splitAtEverySemicolon, splitSql } from './splitter.ts';
import { readSqlScript, readSqlTexts } from '../../testing/read-sql-script.ts';

const parser = (await testParsers()).sql;

const read = (text: string) => readSqlTexts(parser, text);

const drop = fc.constantFrom(
  'DROP TABLE found',
  'drop table if exists found cascade',
  'DROP TABLE "found"',
  'DO $d$ BEGIN DROP TABLE found; END $d$',
  "DO $d$ BEGIN EXECUTE 'DROP TABLE found'; END $d$",
);
const statement = fc.oneof(harmlessSql, drop);
/** Statements that PostgreSQL refuses, each in one piece. */
const unreadable = fc.constantFrom(
  'SELEC 1',
  "SELECT :'variable'",
  'DROP TABEL a',
  'ALTER TABLE `a` ADD b',
  'GO',
  '[a]',
);

describe('The judgement of a script', () => {
  it('is that of its statements, one after the other', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 6 }), sqlGap, (all, gap) => {
        const whole = read(all.map((one) => `${one};${gap}`).join(''));
        const single = all.map((one) => read(one));
        expect(whole.statements).toEqual(single.flatMap(({ statements }) => statements));
        expect(whole.tables).toEqual(single.flatMap(({ tables }) => tables));
        expect(whole.names).toEqual(single.flatMap(({ names }) => names));
        expect(whole.problems).toEqual([]);
      }),
    );
  });

  it('does not change with space and comments before, between and behind', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 4 }), fc.array(sqlGap, { maxLength: 4 }), (all, gaps) => {
        const gap = gaps.join('');
        const plain = read(all.join(';\n'));
        expect(read(`${gap}${all.join(`;${gap}`)};${gap}`)).toEqual(plain);
      }),
    );
  });

  it('does not change with line ends, tabs and a byte order mark', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 4 }), (all) => {
        const plain = read(all.join(';\n'));
        expect(read(all.join(';\r\n'))).toEqual(plain);
        expect(read(all.join(';\t'))).toEqual(plain);
        expect(read(`\uFEFF${all.join(';\n')}`)).toEqual(plain);
      }),
    );
  });

  it('does not change with capitals and space inside a DROP', () => {
    const space = fc.constantFrom(' ', '\n', '\t ', ' /* ; */ ', ' -- a\n');
    const words = fc.tuple(
      fc.constantFrom('DROP', 'drop', 'Drop'),
      fc.constantFrom('TABLE', 'table', 'tAbLe'),
    );
    fc.assert(
      fc.property(words, fc.array(space, { minLength: 2, maxLength: 2 }), ([first, second], [one, two]) => {
        expect(read(`${first}${one}${second}${two}found`)).toMatchObject({
          tables: ['found'],
          names: ['found'],
        });
      }),
    );
  });

  it('moves with the text in front of it', () => {
    fc.assert(
      fc.property(statement, sqlGap, (one, gap) => {
        const [plain, moved] = [readSqlScript(parser, one), readSqlScript(parser, `${gap}${one}`)];
        const places = ({ statements, drops }: typeof plain) =>
          [...statements, ...drops].flatMap(({ start, end }) => [start, end]);
        expect(places(moved)).toEqual(places(plain).map((offset) => offset + gap.length));
      }),
    );
  });

  it('keeps a drop when statements beside it cannot be read', () => {
    fc.assert(
      fc.property(
        fc.array(unreadable, { maxLength: 3 }),
        drop,
        fc.array(unreadable, { maxLength: 3 }),
        (a, d, b) => {
          const { tables, problems } = read([...a, d, ...b].join(';\n'));
          expect(tables).toEqual(['found']);
          expect(problems).toEqual([...a, ...b].map((one) => ['unreadable', one]));
        },
      ),
    );
  });

  it('never says nothing about a statement that cannot be read', () => {
    fc.assert(
      fc.property(fc.array(harmlessSql, { maxLength: 3 }), unreadable, (before, one) => {
        expect(read([...before, one].join(';\n')).problems).toEqual([['unreadable', one]]);
      }),
    );
  });

  it('says of any text either what it drops, or what it cannot tell, or that every statement is read', () => {
    fc.assert(
      fc.property(anySqlText, (text) => {
        const { statements, problems } = readSqlScript(parser, text);
        if (problems.length > 0) return;
        // With nothing in doubt, PostgreSQL reads each statement by itself just so.
        for (const { start, end } of statements) {
          expect(parser.parse(text.slice(start, end)).kind).toBe('statements');
        }
        const pieces = splitSql(text).filter(({ kind }) => kind === 'statement');
        expect(statements.length).toBeGreaterThanOrEqual(pieces.length);
      }),
    );
  });

  it('is the same when it is asked for again', () => {
    fc.assert(
      fc.property(anySqlText, (text) => {
        expect(readSqlScript(parser, text)).toEqual(readSqlScript(parser, text));
      }),
    );
  });
});

describe('Both ways to cut a script', () => {
  it('agree where nothing is open', () => {
    const simple = fc.constantFrom(
      'SELECT 1',
      "SELECT ';'",
      'SELECT $$;$$',
      'SELECT "a;"',
      'SELECT 1 /* ; */ + 1',
    );
    fc.assert(
      fc.property(fc.array(simple, { maxLength: 6 }), sqlGap, (all, gap) => {
        const text = all.map((one) => `${one};${gap}`).join('');
        const shown = (pieces: ReturnType<typeof splitSql>) =>
          pieces.filter(({ kind }) => kind === 'statement').map(({ start, end }) => text.slice(start, end));
        expect(shown(splitAtEverySemicolon(text))).toEqual(all);
        expect(shown(splitSql(text))).toEqual(all);
      }),
    );
  });

  it('agree on where the first statement begins', () => {
    fc.assert(
      fc.property(anySqlText, (text) => {
        if (/[\\]/.test(text)) return;
        const first = splitSql(text).find(({ kind }) => kind === 'statement');
        expect(splitAtEverySemicolon(text)[0]?.start).toBe(first?.start);
      }),
    );
  });
});

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { knownReading } from '../alembic/known-readings.ts';
import type { KeptReading, ReadingStore } from '../../parsers/reading-store.ts';
import type { Parsers, SqlParser } from '../../parsers/parsers.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { anySqlText } from '../../testing/sql-texts.ts';
import { shownSteps } from '../../testing/steps-of.ts';
import { knownSqlReading, readSqlFile } from './file-reading.ts';
import { sqlOperations } from './operations.ts';
import { templateOf } from './template.ts';

let parsers: Parsers;
let parser: SqlParser;
beforeAll(async () => {
  parsers = await testParsers();
  parser = parsers.sql;
});

describe('a SQL migration', () => {
  it('is an upgrade whose steps are its statements', () => {
    const text = 'DROP TABLE a;\nFROBNICATE;\nDO $$ BEGIN IF x THEN DROP TABLE b; END IF; END $$;';
    const { upgrade } = readSqlFile(parser, text);
    expect(shownSteps(upgrade)).toEqual([
      'drop-table a',
      '! PostgreSQL reads it as a syntax error at or near "FROBNICATE"',
      '? drop-table b',
    ]);
    expect(upgrade.steps.map(({ start, end }) => text.slice(start, end))).toEqual([
      'DROP TABLE a',
      'FROBNICATE',
      'DROP TABLE b',
    ]);
    expect(upgrade.steps[0]).toMatchObject({ via: 'sql', autocommit: false });
  });

  it('has no function to point at', () => {
    expect(readSqlFile(parser, 'DROP TABLE a').upgrade).toMatchObject({
      kind: 'runs',
      name: undefined,
      body: undefined,
      raise: undefined,
      sql: [],
    });
  });

  it.each(['', ' \n', '-- DROP TABLE a', '/* nothing */;;'])('is empty where it does nothing: %j', (text) => {
    expect(readSqlFile(parser, text).upgrade).toMatchObject({ kind: 'empty', steps: [] });
  });

  it('runs where it cannot be read', () => {
    expect(readSqlFile(parser, 'FROBNICATE').upgrade.kind).toBe('runs');
  });
});

describe('what a SQL migration says', () => {
  it('is what its statements do', () => {
    fc.assert(
      fc.property(anySqlText, (text) => {
        fc.pre(templateOf(text) === undefined);
        const { upgrade } = readSqlFile(parsers.sql, text);
        const places = (all: readonly { start: number; end: number; kind: string }[]) =>
          all.map(({ start, end, kind }) => ({ start, end, kind }));
        expect(places(upgrade.steps)).toEqual(places(sqlOperations(parsers.sql, text)));
      }),
    );
  });

  it('is asked of the grammar once, statement by statement', () => {
    const asked: string[] = [];
    readSqlFile(listening(asked), 'DROP TABLE a; FROBNICATE; DROP TABLE b');
    expect(asked).toHaveLength(new Set(asked).size);
  });

  it('is read once for a text', () => {
    const first = knownSqlReading(parsers, 'DROP TABLE a');
    expect(knownSqlReading(parsers, ['DROP', 'TABLE', 'a'].join(' '))).toBe(first);
    expect(knownSqlReading({ ...parsers }, 'DROP TABLE a')).not.toBe(first);
    expect(knownSqlReading(parsers, 'DROP TABLE b')).not.toEqual(first);
  });

  it('is taken from an earlier run where the host kept it, and then nothing is parsed', () => {
    const kept = readSqlFile(parser, 'DROP TABLE a');
    const readings = { get: () => kept, set: () => expect.unreachable('it is kept already') };
    const asked: string[] = [];
    expect(knownSqlReading({ ...parsers, sql: listening(asked), readings }, 'DROP TABLE a')).toBe(kept);
    expect(asked).toEqual([]);
  });

  it('is handed to the host to keep, once, and under another name than a revision of the same text', () => {
    const told: unknown[][] = [];
    const readings: ReadingStore = { get: () => undefined, set: (...kept) => void told.push(kept) };
    const host = { ...parsers, readings };
    const reading = knownSqlReading(host, 'x = 1');
    expect(knownSqlReading(host, 'x = 1')).toBe(reading);
    const revision = knownReading(host, 'x = 1');
    expect(told).toEqual([
      ['\0sql\0x = 1', reading],
      ['x = 1', revision],
    ]);
  });

  it('is no reading of a revision, whatever the host answers', () => {
    const [sql, revision] = [readSqlFile(parser, 'DROP TABLE a'), knownReading(parsers, 'x = 1')];
    const answering = (reading: KeptReading) => ({
      ...parsers,
      readings: { get: () => reading, set: () => {} },
    });
    expect(knownSqlReading(answering(revision), 'DROP TABLE a')).toEqual(sql);
    expect(knownReading(answering(sql), 'x = 1')).toEqual(revision);
  });
});

function listening(asked: string[]): SqlParser {
  return {
    parse: (sql) => {
      asked.push(sql);
      return parser.parse(sql);
    },
  };
}

describe('a statement that PostgreSQL refuses, and reads in its own spelling', () => {
  it.each([
    ['DROP TABLE `a`', 'drop-table a'],
    ['DROP TABLE IF EXISTS `shop`.`a b`', 'drop-table shop.a b'],
    ['CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT)', 'create-table a'],
    ['CREATE TABLE a (id INT AUTO_INCREMENT)', 'create-table a'],
    ['CREATE TABLE a (b int) ENGINE=InnoDB DEFAULT CHARSET=utf8', 'create-table a'],
    ['CREATE TABLE a (b int) WITHOUT ROWID', 'create-table a'],
  ])('%s', (sql, step) => {
    const { upgrade } = readSqlFile(parser, `SELECT 1;\n${sql};\n`);
    expect(shownSteps(upgrade).at(-1)).toContain(step);
    const last = upgrade.steps.at(-1);
    expect(last?.kind === 'operation' && last.refused).toMatch(/^PostgreSQL reads it as a /);
    expect(sql).toContain(`SELECT 1;\n${sql};\n`.slice(last?.start, last?.end));
  });

  it.each([
    'DROP TABEL a',
    "ALTER TABLE a MODIFY b text COMMENT '`a`'",
    'ALTER TABLE a MODIFY b text -- `a`',
    'ALTER TABLE a MODIFY b text /* AUTO_INCREMENT */',
    'ALTER TABLE `a"b` ADD c int',
    "ALTER TABLE a COMMENT 'x) ENGINE=InnoDB'",
  ])('is not read where it says something else: %s', (sql) => {
    expect(shownSteps(readSqlFile(parser, `${sql};\n`).upgrade)).toEqual([
      expect.stringMatching(/^! PostgreSQL reads it/),
    ]);
  });
});

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import type { SqlParser } from '../../parsers/parsers.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import type { TextRange } from '../../model/text-range.ts';
import { readSqlInProse, undecorated } from './sql-in-prose.ts';

let parser: SqlParser;

beforeAll(async () => {
  parser = (await testParsers()).sql;
});

interface Told {
  /** `drop-table DROP TABLE a`: its kind and what is underlined. */
  readonly sql?: readonly string[];
  readonly comments?: readonly string[];
  readonly unread?: readonly string[];
}

function read(text: string): Required<Told> {
  const { operations, comments, unread } = readSqlInProse(parser, text);
  const textOf = ({ start, end }: TextRange) => text.slice(start, end);
  return {
    sql: operations.map((one) => `${kindOf(one)} ${textOf(one)}`),
    comments: comments.map(textOf),
    unread: unread.map(textOf),
  };
}

function kindOf(one: ReturnType<typeof readSqlInProse>['operations'][number]): string {
  return one.kind === 'unclear' ? 'unclear' : one.operation.kind;
}

type Case = readonly [text: string, told: Told];
const NOTHING = { sql: [], comments: [], unread: [] };

describe('SQL among sentences is found', () => {
  it.each<Case>([
    ['', {}],
    [' \n;\n ; ', {}],
    [
      'The plan:\nDROP TABLE a;\nApprove it?',
      { sql: ['drop-table DROP TABLE a'], unread: ['The plan:', 'Approve it?'] },
    ],
    [
      'DROP TABLE a\nDROP TABLE b\nCancel',
      { sql: ['drop-table DROP TABLE a', 'drop-table DROP TABLE b'], unread: ['Cancel'] },
    ],
    ['Look:\nDROP TABLE\n  a\nDone.', { sql: ['drop-table DROP TABLE\n  a'], unread: ['Look:', 'Done.'] }],
    [
      'drop table a; truncate b; hm',
      { sql: ['drop-table drop table a', 'truncate truncate b'], unread: ['hm'] },
    ],
  ])('%j', (text, told) => {
    expect(read(text)).toEqual({ ...NOTHING, ...told });
  });
});

describe('A line that only begins like SQL is prose', () => {
  it.each([
    'Select the plan that you like best.',
    'Update: nothing happens here!',
    'Drop us a line, please.',
    'Dropped 3 things',
    'Set$ up',
    'Creates a table',
    'ALTER TABLE `a` ENGINE = InnoDB',
  ])('%s', (line) => {
    expect(read(`${line}\nCREATE INDEX i ON a (b);`)).toEqual({
      sql: ['create-index CREATE INDEX i ON a (b)'],
      comments: [],
      unread: [line],
    });
  });
});

describe('A statement reaches as far as PostgreSQL reads', () => {
  it.each<Case>([
    // A semicolon of the prose below does not take it along.
    ['DROP TABLE a\nand so on; or not', { sql: ['drop-table DROP TABLE a'], unread: ['and so on; or not'] }],
    // An empty line ends what has no semicolon.
    ['DROP TABLE a\n\n  CASCADE', { sql: ['drop-table DROP TABLE a'], unread: ['CASCADE'] }],
    // With a semicolon it may have empty lines.
    ['Hm:\nDROP TABLE a\n\n  CASCADE;', { sql: ['drop-table DROP TABLE a\n\n  CASCADE'], unread: ['Hm:'] }],
    ['Hm:\nDROP TABLE "a;b";', { sql: ['drop-table DROP TABLE "a;b"'], unread: ['Hm:'] }],
  ])('%j', (text, told) => {
    expect(read(text)).toEqual({ ...NOTHING, ...told });
  });
});

describe('Comments stand for themselves', () => {
  it.each<Case>([
    ['-- one\nTwo words', { comments: ['-- one'], unread: ['Two words'] }],
    ['/* a\n\n b */ Two words', { comments: ['/* a\n\n b */'], unread: ['Two words'] }],
    ['Hm\n/* a /* b */ c */', { comments: ['/* a /* b */ c */'], unread: ['Hm'] }],
    [
      'Hm\nDROP /* the old one */ TABLE a; -- gone',
      {
        sql: ['drop-table DROP /* the old one */ TABLE a'],
        comments: ['/* the old one */', '-- gone'],
        unread: ['Hm'],
      },
    ],
    // One that is never closed hides nothing below it.
    ['/* never\nDROP TABLE a;', { sql: ['drop-table DROP TABLE a'], unread: ['/* never'] }],
  ])('%j', (text, told) => {
    expect(read(text)).toEqual({ ...NOTHING, ...told });
  });
});

describe('What other programs write around SQL is seen through', () => {
  it.each<[what: string, text: string, sql: string]>([
    ['backticks', 'Hm\nDROP TABLE `a b`;', 'DROP TABLE `a b`'],
    ['bullets', 'Hm\n• DROP TABLE a', 'DROP TABLE a'],
    ['numbers', 'Hm\n1. DROP TABLE a', 'DROP TABLE a'],
    ['prompts', 'Hm\nshop=# DROP TABLE a;', 'DROP TABLE a'],
    ['quotes of mail', 'Hm\n> DROP TABLE a;', 'DROP TABLE a'],
  ])('%s', (_, text, sql) => {
    expect(read(text).sql).toEqual([`drop-table ${sql}`]);
    expect(read(text).unread).toEqual(['Hm']);
  });
});

describe('A statement counts', () => {
  it.each<[statements: number, text: string]>([
    [0, 'Nothing at all.'],
    [1, 'Hm\nDROP TABLE a, b, c;'],
    [2, 'Hm\nSELECT 1;\nSELECT 2'],
    [3, 'Hm\nBEGIN;\nDROP TABLE a;\nCOMMIT;'],
  ])('%i times: %j', (statements, text) => {
    expect(readSqlInProse(parser, text)).toMatchObject({ isWhole: false, statements });
  });
});

it('What cannot be told of a statement is unclear, and no prose', () => {
  expect(read('Hm\nEXECUTE cleanup;')).toEqual({
    sql: ['unclear EXECUTE cleanup'],
    comments: [],
    unread: ['Hm'],
  });
});

it('A long text that is no SQL is given up early, and told line by line', () => {
  const line = 'SELECT this is no SQL at all, however long somebody looks at it';
  const text = Array.from({ length: 3000 }, () => line).join('\n');
  expect(read(text).unread).toHaveLength(3000);
});

it('Every word is part of what was found, and nothing is found twice', () => {
  const word = fc.constantFrom(
    'DROP TABLE a',
    ';',
    '\n',
    ' ',
    '-- c\n',
    '/* d */',
    'Hm',
    'SELECT 1',
    "'",
    '`',
    '(',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      const text = words.join('');
      const { operations, comments, unread } = readSqlInProse(parser, text);
      const told = new Uint8Array(text.length);
      for (const { start, end } of unread) {
        expect(told.subarray(start, end).includes(1)).toBe(false);
        told.fill(1, start, end);
      }
      for (const { start, end } of [...operations, ...comments]) {
        expect(end).toBeLessThanOrEqual(text.length);
        expect(unread.some((line) => line.start < end && start < line.end)).toBe(false);
        told.fill(1, start, end);
      }
      const left = Array.from(text).filter((_, at) => told[at] === 0);
      expect(left.join('')).toMatch(/^[\s;]*$/);
    }),
  );
});

it.each<[line: string, bare: string]>([
  ['> DROP', 'DROP'],
  ['> > DROP', 'DROP'],
  ['- DROP', 'DROP'],
  ['  * DROP', 'DROP'],
  ['• DROP', 'DROP'],
  ['· DROP', 'DROP'],
  ['+ DROP', 'DROP'],
  ['1. DROP', 'DROP'],
  ['12) DROP', 'DROP'],
  ['7: DROP', 'DROP'],
  ['│ DROP │', 'DROP'],
  ['| DROP |', 'DROP'],
  ['[0] DROP', 'DROP'],
  ['[✓] DROP', 'DROP'],
  ['[+] Added', 'Added'],
  ['[-] Removed', 'Removed'],
  ['❯ No', 'No'],
  ['⚠ Warnings:', 'Warnings:'],
  ['shop=# DROP', 'DROP'],
  ['shop-> TABLE', 'TABLE'],
  ['sql> DROP', 'DROP'],
  ['query: DROP', 'DROP'],
  ['Executing (default): DROP', 'DROP'],
  ['[0] │ > - DROP', 'DROP'],
  // These belong to the text.
  ['-- DROP', '-- DROP'],
  ['--> statement-breakpoint', '--> statement-breakpoint'],
  ['-1', '-1'],
  ['*/', '*/'],
  ['a > b', 'a > b'],
  ['DROP 1. TABLE', 'DROP 1. TABLE'],
  ['$1 DROP', '$1 DROP'],
])('%j begins with what a program put there: %j is left', (line, bare) => {
  expect(undecorated(line).trim()).toBe(bare);
  expect(undecorated(`SELECT 1;\n${line}\nSELECT 2;`).split('\n')[1]?.trim()).toBe(bare);
});

it('Nothing moves', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('a>-*|│1.[0]#= \n✓:')) }), (text) => {
      const bare = undecorated(text);
      expect(bare).toHaveLength(text.length);
      expect(bare.split('\n').map((line) => line.length)).toEqual(
        text.split('\n').map((line) => line.length),
      );
      Array.from(bare).forEach((character, at) => {
        if (character !== ' ') expect(character).toBe(text[at]);
      });
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../testing/load-parsers.ts';
import { anySqlText, harmlessSql } from '../testing/sql-texts.ts';

const parser = (await testParsers()).sql;

function statementsIn(sql: string): [string, string][] {
  const parse = parser.parse(sql);
  if (parse.kind !== 'statements') throw new Error(`${parse.kind}: ${sql}`);
  return parse.statements.map(({ start, end, node }) => [
    Object.keys(node).join(),
    sql.slice(start, end).trim(),
  ]);
}

describe('The statements of a text', () => {
  it.each<[string, string, [string, string][]]>([
    ['one', 'SELECT 1', [['SelectStmt', 'SELECT 1']]],
    ['one with a semicolon', 'SELECT 1;', [['SelectStmt', 'SELECT 1']]],
    [
      'two',
      'BEGIN; DROP TABLE a;',
      [
        ['TransactionStmt', 'BEGIN'],
        ['DropStmt', 'DROP TABLE a'],
      ],
    ],
    [
      'behind letters of several bytes',
      "SELECT 'é訂😀'; DROP TABLE größe; SELECT 2",
      [
        ['SelectStmt', "SELECT 'é訂😀'"],
        ['DropStmt', 'DROP TABLE größe'],
        ['SelectStmt', 'SELECT 2'],
      ],
    ],
    [
      'on lines with Windows line ends',
      'SELECT 1;\r\n\r\nSELECT 2;\r\n',
      [
        ['SelectStmt', 'SELECT 1'],
        ['SelectStmt', 'SELECT 2'],
      ],
    ],
    ['none between semicolons', ';;SELECT 1;;', [['SelectStmt', 'SELECT 1']]],
    ['none in comments', '-- SELECT 1;\n/* SELECT 2; */', []],
    ['none in space', ' \t\r\n', []],
    [
      'a routine that holds several',
      'CREATE PROCEDURE p() BEGIN ATOMIC SELECT 1; SELECT 2; END',
      [['CreateFunctionStmt', 'CREATE PROCEDURE p() BEGIN ATOMIC SELECT 1; SELECT 2; END']],
    ],
  ])('are %s', (_, sql, statements) => {
    expect(statementsIn(sql)).toEqual(statements);
  });

  it.each<[string, string, string]>([
    ['a word that is no statement', 'SELEC 1', 'SELEC 1'],
    ['a word behind emoji', "SELECT '😀😀' FROM FROM a", 'FROM a'],
    ['a variable of psql', 'DELETE FROM größe WHERE a = :value', ':value'],
    ['quotes of MySQL', 'DROP TABLE `a`', '`a`'],
    ['brackets of SQL Server', 'DROP TABLE [a]', '[a]'],
    ['a string without an end', "SELECT 1, 'abc", "'abc"],
    ['a semicolon in parentheses', 'SELECT (1; 2)', '; 2)'],
    ['a NUL', 'SELECT 1\0 DROP', '\0 DROP'],
    ['a later statement', 'SELECT 1; SELECT 2; SELEC 3', 'SELEC 3'],
  ])('are refused from where PostgreSQL stops: %s', (_, sql, rest) => {
    const parse = parser.parse(sql);
    if (parse.kind !== 'syntax-error') throw new Error(parse.kind);
    expect(sql.slice(parse.offset)).toBe(rest);
  });
});

describe('Any SQL', () => {
  it('is answered with places inside the text, and never with an exception', () => {
    fc.assert(
      fc.property(anySqlText, (sql) => {
        const parse = parser.parse(sql);
        if (parse.kind === 'syntax-error') {
          expect(parse.offset).toBeGreaterThanOrEqual(0);
          expect(parse.offset).toBeLessThanOrEqual(sql.length);
        }
        if (parse.kind !== 'statements') return;
        let position = 0;
        for (const { start, end, node } of parse.statements) {
          expect(start).toBeGreaterThanOrEqual(position);
          expect(end).toBeGreaterThan(start);
          expect(Object.keys(node)).toHaveLength(1);
          position = end;
        }
        expect(position).toBeLessThanOrEqual(sql.length);
      }),
    );
  });

  it('has the statements that it is put together from', () => {
    fc.assert(
      fc.property(fc.array(harmlessSql, { maxLength: 5 }), (all) => {
        const separate = all.flatMap((sql) => statementsIn(sql).map(([kind]) => kind));
        expect(statementsIn(all.join(';\n')).map(([kind]) => kind)).toEqual(separate);
      }),
    );
  });

  it('is answered the same, whatever was asked before', () => {
    fc.assert(
      fc.property(anySqlText, (sql) => {
        const first = parser.parse('SELECT a FROM b');
        parser.parse(sql);
        expect(parser.parse('SELECT a FROM b')).toEqual(first);
      }),
    );
  });
});

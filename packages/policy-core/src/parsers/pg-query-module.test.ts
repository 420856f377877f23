import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { installedParserBytes } from '../testing/load-parsers.ts';
import { startPgQuery, type PgQueryModule } from './pg-query-module.ts';
import { compileWasm, type WasmModule } from './web-assembly.ts';

let module: WasmModule;
let pgQuery: PgQueryModule;
beforeAll(async () => {
  module = await compileWasm(installedParserBytes().libpgQuery);
  pgQuery = startPgQuery(module);
});

function treeOf(sql: string): unknown {
  const answer = pgQuery.parse(sql);
  if (answer.kind !== 'tree') throw new Error(`${answer.message}: ${sql}`);
  return JSON.parse(answer.json);
}

describe('A running copy of libpg-query', () => {
  it.each<[string, string, string]>([
    ['a query', 'SELECT 1', 'SelectStmt'],
    ['a drop', 'DROP TABLE a', 'DropStmt'],
    ['a DO block', 'DO $$ BEGIN END $$', 'DoStmt'],
    ['a routine in SQL', 'CREATE FUNCTION f() RETURNS int RETURN 1', 'CreateFunctionStmt'],
    ['a merge', 'MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE', 'MergeStmt'],
    ['a copy', 'COPY a FROM stdin', 'CopyStmt'],
    ['a policy', 'CREATE POLICY p ON a USING (true)', 'CreatePolicyStmt'],
    ['a JSON query', "SELECT * FROM JSON_TABLE('[]', '$' COLUMNS (a int PATH '$'))", 'SelectStmt'],
  ])('answers with the tree of %s', (_, sql, node) => {
    expect(treeOf(sql)).toMatchObject({ stmts: [{ stmt: { [node]: expect.any(Object) } }] });
  });

  it('answers with no statements for an empty text', () => {
    expect(treeOf('')).toMatchObject({ version: expect.any(Number) });
    expect(treeOf(' -- a\n /* b */ ;;')).not.toHaveProperty('stmts.0');
  });

  it('counts places of statements in bytes', () => {
    expect(treeOf("SELECT 'é'; SELECT '😀'; SELECT 2")).toMatchObject({
      stmts: [{ stmt_len: 11 }, { stmt_location: 13, stmt_len: 13 }, { stmt_location: 28 }],
    });
  });

  it.each<[string, string, string, number]>([
    ['a word', 'SELEC 1', 'syntax error at or near "SELEC"', 0],
    ['a later word', 'SELECT FROM FROM', 'syntax error at or near "FROM"', 12],
    ['the end', 'SELECT (', 'syntax error at end of input', 8],
    ['a string', "SELECT 'a", `unterminated quoted string at or near "'a"`, 7],
    ['a name', 'SELECT "a', 'unterminated quoted identifier at or near ""a"', 7],
    ['an empty name', 'SELECT ""', 'zero-length delimited identifier at or near """"', 7],
    ['a dollar quote', 'SELECT $$a', 'unterminated dollar-quoted string at or near "$$a"', 7],
    ['a comment', 'SELECT /* a', 'unterminated /* comment at or near "/* a"', 7],
    ['a word behind emoji', "SELECT '😀' FROM FROM", 'syntax error at or near "FROM"', 16],
    ['a word of other letters', 'größe', 'syntax error at or near "größe"', 0],
  ])('answers with an error and its place in code points: %s', (...[, sql, message, codePoint]) => {
    expect(pgQuery.parse(sql)).toEqual({ kind: 'error', message, codePoint });
  });

  it('goes on after an error', () => {
    for (const sql of ['SELEC', 'SELECT 1', "'", 'SELECT 2']) {
      expect(pgQuery.parse(sql).kind).toBe(sql.startsWith('SELECT') ? 'tree' : 'error');
    }
  });

  it('cuts names off after 63 bytes, as PostgreSQL does', () => {
    expect(JSON.stringify(treeOf(`DROP TABLE ${'a'.repeat(80)}`))).toContain(`"${'a'.repeat(63)}"`);
  });

  it('grows its memory when it must, and tells how large it is', () => {
    const copy = startPgQuery(module);
    const before = copy.memorySize();
    expect(copy.parse(`SELECT '${'a'.repeat(20_000_000)}'`).kind).toBe('tree');
    expect(copy.memorySize()).toBeGreaterThan(before);
    expect(copy.memorySize() % 65_536).toBe(0);
  });

  it('shares nothing with another copy', () => {
    const [one, other] = [startPgQuery(module), startPgQuery(module)];
    expect(one.parse('SELEC').kind).toBe('error');
    expect(other.parse('SELECT 1').kind).toBe('tree');
    expect(one.parse('SELECT 1')).toEqual(other.parse('SELECT 1'));
  });

  it('keeps its size over many questions', () => {
    const copy = startPgQuery(module);
    const ask = (times: number) => {
      for (let round = 0; round < times; round += 1) copy.parse(round % 2 === 0 ? 'SELECT 1' : 'SELEC');
      return copy.memorySize();
    };
    const early = ask(200);
    expect(ask(4_000)).toBe(early);
  });

  it('gives any text back that it is given in a string', () => {
    const texts = fc.string({ unit: 'binary' }).filter((text) => !/\p{Surrogate}|\0/u.test(text));
    fc.assert(
      fc.property(texts, (text) => {
        const tree = treeOf(`SELECT '${text.replaceAll("'", "''")}'`);
        const value = text === '' ? {} : { sval: text };
        expect(tree).toMatchObject({
          stmts: [
            { stmt: { SelectStmt: { targetList: [{ ResTarget: { val: { A_Const: { sval: value } } } }] } } },
          ],
        });
      }),
    );
  });
});

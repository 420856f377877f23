import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { installedParserBytes, installedPath, testParsers } from '../testing/load-parsers.ts';
import { CONSTRUCTORS_EXPORT, EXPORT_NAMES, IMPORT_NAMES } from './pg-query-module.ts';
import { loadSqlParser } from './postgres-sql.ts';

const parser = (await testParsers()).sql;

describe("PostgreSQL's grammar", () => {
  it('reads several statements, with offsets that count characters and not bytes', () => {
    const sql = "SELECT 'é😀' ; SELECT 2; SELECT 3";
    const parse = parser.parse(sql);
    if (parse.kind !== 'statements') throw new Error(parse.kind);
    expect(parse.statements.map(({ start, end }) => sql.slice(start, end).trim())).toEqual([
      "SELECT 'é😀'",
      'SELECT 2',
      'SELECT 3',
    ]);
    expect(parse.statements.map(({ node }) => Object.keys(node))).toEqual([
      ['SelectStmt'],
      ['SelectStmt'],
      ['SelectStmt'],
    ]);
  });

  it('reads an empty text as no statements', () => {
    expect(parser.parse(' -- nothing\n')).toEqual({ kind: 'statements', statements: [] });
  });

  it('says where it stopped in characters, behind emoji too', () => {
    const sql = "SELECT '😀' FROM FROM";
    expect(parser.parse(sql)).toEqual({
      kind: 'syntax-error',
      message: 'syntax error at or near "FROM"',
      offset: sql.lastIndexOf('FROM'),
    });
  });

  it('refuses a NUL, behind which it would stop reading', () => {
    expect(parser.parse('SELECT 1\0; DROP TABLE a')).toMatchObject({ kind: 'syntax-error', offset: 8 });
  });

  it('refuses more than 2 MB', () => {
    expect(parser.parse(' '.repeat(2 * 1024 * 1024)).kind).toBe('statements');
    expect(parser.parse(' '.repeat(2 * 1024 * 1024 + 1)).kind).toBe('unanalyzable');
  });

  it('stays usable after nesting that is too deep for it', () => {
    expect(parser.parse(`SELECT ${'('.repeat(200_000)}`).kind).not.toBe('statements');
    expect(parser.parse(`SELECT 1${'::int'.repeat(100_000)}`).kind).toBeTypeOf('string');
    expect(parser.parse('SELECT 1').kind).toBe('statements');
  });

  it('stays usable after a text that took a lot of memory', () => {
    expect(parser.parse(`INSERT INTO a VALUES ${'(1),'.repeat(400_000)}(1)`).kind).toBe('statements');
    expect(parser.parse('SELECT 1').kind).toBe('statements');
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (sql) => {
        expect(['statements', 'syntax-error', 'unanalyzable']).toContain(parser.parse(sql).kind);
      }),
    );
  });

  it('keeps its memory over many texts', () => {
    for (let round = 0; round < 20_000; round += 1)
      parser.parse(round % 2 === 0 ? 'SELECT 1' : 'SELECT FROM FROM');
    expect(parser.parse('SELECT 1').kind).toBe('statements');
  });
});

describe('The WebAssembly of libpg-query', () => {
  const binding = readFileSync(installedPath('libpg-query/wasm/libpg-query.js'), 'utf8');

  it('imports under the names that we give', () => {
    const table = /wasmImports=\{([^}]*)\}/.exec(binding)?.[1] ?? '';
    const named = Object.fromEntries(table.split(',').map((entry) => entry.split(':').toReversed()));
    expect(named).toEqual(IMPORT_NAMES);
  });

  it('exports under the names that we use', () => {
    for (const [name, letter] of Object.entries(EXPORT_NAMES)) {
      expect(binding).toMatch(
        new RegExp(`\\b${name}=(?:Module\\["${name}"\\]=)?wasmExports\\["${letter}"\\]`),
      );
    }
    expect(binding).toContain(`TTY.init();wasmExports["${CONSTRUCTORS_EXPORT}"]()`);
  });

  it('is refused when it is something else', async () => {
    await expect(loadSqlParser(new Uint8Array([1, 2, 3]))).rejects.toThrow('WebAssembly');
    await expect(loadSqlParser(installedParserBytes().treeSitterPython)).rejects.toThrow('WebAssembly');
  });
});

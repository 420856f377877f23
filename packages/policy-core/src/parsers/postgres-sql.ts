import { tooLong } from './input-limit.ts';
import type { ParsedStatement, SqlNode, SqlParse, SqlParser } from './parsers.ts';
import { startPgQuery, type PgQueryAnswer, type PgQueryModule } from './pg-query-module.ts';
import { offsetsFromBytes, offsetsFromCodePoints } from './text-offsets.ts';
import { compileWasm } from './web-assembly.ts';

/** WebAssembly memory never shrinks; past this many bytes a fresh copy is cheaper than keeping it. */
const MEMORY_WORTH_KEEPING = 256 * 1024 * 1024;

/** PostgreSQL's own grammar. `bytes` is libpg-query's WebAssembly file. */
export async function loadSqlParser(bytes: Uint8Array): Promise<SqlParser> {
  const module = await compileWasm(bytes);
  // Started here, so that wrong bytes are refused at once and not by the first question.
  let running: PgQueryModule | undefined = startPgQuery(module);

  const ask = (sql: string): PgQueryAnswer | undefined => {
    try {
      const pgQuery = running ?? startPgQuery(module);
      running = undefined;
      const answer = pgQuery.parse(sql);
      if (pgQuery.memorySize() <= MEMORY_WORTH_KEEPING) running = pgQuery;
      return answer;
    } catch {
      // A trap (stack or memory exhausted) leaves that copy unusable: the next question starts a fresh one.
      return undefined;
    }
  };
  return { parse: (sql) => refusal(sql) ?? judge(sql, ask(sql)) };
}

function refusal(sql: string): SqlParse | undefined {
  const nul = sql.indexOf('\0');
  // PostgreSQL would read the text up to the NUL and ignore the rest.
  if (nul >= 0) return { kind: 'syntax-error', message: 'NUL character', offset: nul };
  return tooLong(sql);
}

function judge(sql: string, answer: PgQueryAnswer | undefined): SqlParse {
  if (answer === undefined) {
    return {
      kind: 'unanalyzable',
      problem: 'the SQL is too deeply nested',
    };
  }
  if (answer.kind === 'tree') return { kind: 'statements', statements: statementsOf(sql, answer.json) };
  const offset = offsetsFromCodePoints(sql).utf16(answer.codePoint);
  return { kind: 'syntax-error', message: answer.message, offset };
}

interface ParseTree {
  readonly stmts?: readonly {
    readonly stmt?: SqlNode;
    /** UTF-8 bytes. Absent means 0. */
    readonly stmt_location?: number;
    /** UTF-8 bytes. Absent means up to the end. */
    readonly stmt_len?: number;
  }[];
}

function statementsOf(sql: string, json: string): ParsedStatement[] {
  const tree: ParseTree = JSON.parse(json);
  const offsets = offsetsFromBytes(sql);
  return (tree.stmts ?? []).map(({ stmt = {}, stmt_location: location = 0, stmt_len: length }) => ({
    start: offsets.utf16(location),
    end: length === undefined ? sql.length : offsets.utf16(location + length),
    node: stmt,
  }));
}

import type { SqlNode, SqlParser } from '../../parsers/parsers.ts';
import { listIn, nodeIn, stringIn } from './nodes.ts';
import { readPlpgsqlBody } from './plpgsql-body.ts';
import { pinned, problemAt, shifted, type Judged, type SqlScript } from './script.ts';
import { significantTokens, type SqlToken } from './tokens.ts';

export interface DoBlock {
  /** The text of the statement. */
  readonly sql: string;
  readonly block: SqlNode;
  readonly parser: SqlParser;
  /** Judges a text that the block runs. */
  readonly read: (sql: string) => SqlScript;
}

/** A DO block runs at once, so what stands in it counts; a function's body only waits to be called. */
export function readDoBlock({ sql, block, parser, read }: DoBlock): Judged {
  const whole = { start: 0, end: sql.length };
  const { body, start, problem } = blockBody(sql, block);
  if (problem !== undefined) return { drops: [], problems: [problemAt(whole, 'dynamic', problem)] };
  const judged = readPlpgsqlBody({ body, parser, read });
  return start === undefined ? pinned(judged, whole.start, whole.end) : shifted(judged, start);
}

export interface BlockBody {
  readonly body: string;
  /** Where it begins in the statement, `undefined` when quotes inside it are doubled or escaped. */
  readonly start: number | undefined;
  /** Why it cannot be read; `undefined` for PL/pgSQL. */
  readonly problem: string | undefined;
}

/** The code of a DO statement. */
export function blockBody(sql: string, block: SqlNode): BlockBody {
  const language = argument(block, 'language') ?? 'plpgsql';
  const body = argument(block, 'as') ?? '';
  const problem = language === 'plpgsql' ? undefined : `the DO block is written in ${language}`;
  return { body, start: verbatimStart(sql, body), problem };
}

function argument(block: SqlNode, name: string): string | undefined {
  const found = listIn(block, 'args')
    .map((item) => nodeIn(item, 'DefElem'))
    .find((item) => item?.['defname'] === name);
  return stringIn(nodeIn(found, 'arg'));
}

function verbatimStart(sql: string, body: string): number | undefined {
  return significantTokens(sql)
    .filter(({ kind }) => kind === 'string')
    .map((token) => contentStart(sql, token))
    .find((start) => start !== undefined && sql.startsWith(body, start));
}

const DOLLARS_OR_QUOTE = /^(?:\$[^$]*\$|')/;

function contentStart(sql: string, { start, end }: SqlToken): number | undefined {
  const opening = DOLLARS_OR_QUOTE.exec(sql.slice(start, end))?.[0];
  return opening === undefined ? undefined : start + opening.length;
}

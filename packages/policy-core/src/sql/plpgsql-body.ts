import type { SqlNode, SqlParser } from '../parsers/parsers.ts';
import { listIn, nodeIn } from './nodes.ts';
import { judgedWhole, pinned, problemAt, shifted, type Judged, type SqlScript } from './script.ts';
import { keyword, significantTokens, type SqlToken } from './tokens.ts';

export interface PlpgsqlBody {
  readonly body: string;
  readonly parser: SqlParser;
  /** Judges a text that the body runs. */
  readonly read: (sql: string) => SqlScript;
}

/**
 * Judges what PL/pgSQL code runs, whichever branch it takes. The body shares PostgreSQL's tokens,
 * and no valid one has `DROP TABLE` outside quotes except to drop a table, so tokens are enough:
 * that holds for code that only a database with its tables could compile, too.
 */
export function readPlpgsqlBody(code: PlpgsqlBody): Judged {
  const tokens = significantTokens(code.body);
  const judged = tokens.flatMap((token, index) => {
    const [next, afterNext] = [tokens[index + 1], tokens[index + 2]];
    switch (keyword(code.body, token)) {
      case 'DROP':
        return keyword(code.body, next) === 'TABLE' ? [statementAt(code, tokens, index)] : [];
      case 'DO':
        return startsDoBlock(code.body, next) ? [statementAt(code, tokens, index)] : [];
      case 'EXECUTE':
        return isDynamic(code.body, next, afterNext) ? [executed(code, tokens, index)] : [];
      default:
        return [];
    }
  });
  return {
    drops: judged.flatMap(({ drops }) => drops),
    problems: judged.flatMap(({ problems }) => problems),
  };
}

/** Key words that end the expression of an EXECUTE. */
const AFTER_EXPRESSION: ReadonlySet<string | undefined> = new Set(['INTO', 'USING', 'LOOP']);

/** `ON CONFLICT DO NOTHING` is not one. */
function startsDoBlock(body: string, next: SqlToken | undefined): boolean {
  return next?.kind === 'string' || keyword(body, next) === 'LANGUAGE';
}

/** Neither `GRANT EXECUTE ON ...` nor the `EXECUTE FUNCTION name` of a trigger. */
function isDynamic(body: string, next: SqlToken | undefined, afterNext: SqlToken | undefined): boolean {
  const word = keyword(body, next) ?? '';
  if (word === 'ON') return false;
  if (word !== 'FUNCTION' && word !== 'PROCEDURE') return true;
  // A variable may have that name, too.
  const isVariable = AFTER_EXPRESSION.has(keyword(body, afterNext));
  return isVariable || !(afterNext?.kind === 'word' || afterNext?.kind === 'quoted-name');
}

function statementAt({ body, read }: PlpgsqlBody, tokens: readonly SqlToken[], index: number): Judged {
  const { start, end } = stretch(tokens, index, ({ kind }) => kind === 'semicolon');
  return shifted(judgedWhole(read(body.slice(start, end))), start);
}

function executed(code: PlpgsqlBody, tokens: readonly SqlToken[], index: number): Judged {
  const { start, end } = stretch(
    tokens,
    index + 1,
    (token) => token.kind === 'semicolon' || AFTER_EXPRESSION.has(keyword(code.body, token)),
  );
  const place = { start: tokens[index]?.start ?? start, end };
  const expression = code.body.slice(start, end);
  const text = literalValue(code.parser, expression);
  if (text === undefined) {
    return {
      drops: [],
      problems: [problemAt(place, 'dynamic', 'EXECUTE runs text that is put together while it runs')],
    };
  }
  const judged = judgedWhole(code.read(text));
  const offset = expression.indexOf(text);
  return offset < 0 ? pinned(judged, place.start, place.end) : shifted(judged, start + offset);
}

/** From one token up to the next that stops it outside parentheses; empty behind the token before when that is the first. */
function stretch(
  tokens: readonly SqlToken[],
  from: number,
  stops: (token: SqlToken) => boolean,
): { start: number; end: number } {
  const before = tokens[from - 1]?.end ?? 0;
  let covered: { start: number; end: number } | undefined;
  let parentheses = 0;
  for (let index = from; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined || (parentheses <= 0 && stops(token))) break;
    parentheses += nesting(token);
    covered = { start: covered?.start ?? token.start, end: token.end };
  }
  return covered ?? { start: before, end: before };
}

function nesting({ kind }: SqlToken): number {
  if (kind === 'open') return 1;
  return kind === 'close' ? -1 : 0;
}

/** The value of an expression that is one string literal, in whatever quotes; `undefined` for anything else. */
function literalValue(parser: SqlParser, expression: string): string | undefined {
  const parse = parser.parse(`SELECT ${expression}`);
  if (parse.kind !== 'statements' || parse.statements.length !== 1) return undefined;
  const select: SqlNode | undefined = nodeIn(parse.statements[0]?.node, 'SelectStmt');
  const [target, ...more] = listIn(select, 'targetList');
  if (more.length > 0) return undefined;
  const value = nodeIn(nodeIn(nodeIn(target, 'ResTarget'), 'val'), 'A_Const');
  const text = nodeIn(value, 'sval')?.['sval'];
  return typeof text === 'string' ? text : undefined;
}

import type { SqlNode, SqlParser } from '../../parsers/parsers.ts';
import type { TextRange } from '../../model/text-range.ts';
import { listIn, nodeIn } from './nodes.ts';
import { keyword, type SqlToken } from './tokens.ts';

/** EXECUTE in PL/pgSQL runs a text. */
export interface ExecutedText {
  /** Of the expression alone. */
  readonly expression: TextRange;
  /** From EXECUTE to the end of its expression. */
  readonly place: TextRange;
  /** `undefined` unless the expression is one literal. */
  readonly text: string | undefined;
  /** Where the text stands as such; `undefined` when quotes inside it are doubled or escaped. */
  readonly start: number | undefined;
}

export const PUT_TOGETHER = 'EXECUTE runs text that is put together while it runs';

/** Key words that end the expression of an EXECUTE. */
const AFTER_EXPRESSION: ReadonlySet<string | undefined> = new Set(['INTO', 'USING', 'LOOP']);

/** Neither `GRANT EXECUTE ON ...` nor the `EXECUTE FUNCTION name` of a trigger. */
export function isDynamic(
  body: string,
  next: SqlToken | undefined,
  afterNext: SqlToken | undefined,
): boolean {
  const word = keyword(body, next) ?? '';
  if (word === 'ON') return false;
  if (word !== 'FUNCTION' && word !== 'PROCEDURE') return true;
  // A variable may have that name, too.
  const isVariable = AFTER_EXPRESSION.has(keyword(body, afterNext));
  return isVariable || !(afterNext?.kind === 'word' || afterNext?.kind === 'quoted-name');
}

/** Of the EXECUTE at this index of the tokens. */
export function executedText(
  { body, parser }: { readonly body: string; readonly parser: SqlParser },
  tokens: readonly SqlToken[],
  index: number,
): ExecutedText {
  const { start, end } = stretch(
    tokens,
    index + 1,
    (token) => token.kind === 'semicolon' || AFTER_EXPRESSION.has(keyword(body, token)),
  );
  const place = { start: tokens[index]?.start ?? start, end };
  const expression = body.slice(start, end);
  const text = literalValue(parser, expression);
  const offset = text === undefined ? -1 : expression.indexOf(text);
  return { place, expression: { start, end }, text, start: offset < 0 ? undefined : start + offset };
}

/** From one token up to the next that stops it outside parentheses; empty behind the token before when that is the first. */
export function stretch(
  tokens: readonly SqlToken[],
  from: number,
  stops: (token: SqlToken) => boolean,
): TextRange {
  const before = tokens[from - 1]?.end ?? 0;
  let covered: TextRange | undefined;
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
export function literalValue(parser: SqlParser, expression: string): string | undefined {
  const parse = parser.parse(`SELECT ${expression}`);
  if (parse.kind !== 'statements' || parse.statements.length !== 1) return undefined;
  const select: SqlNode | undefined = nodeIn(parse.statements[0]?.node, 'SelectStmt');
  const [target, ...more] = listIn(select, 'targetList');
  if (more.length > 0) return undefined;
  const value = nodeIn(nodeIn(nodeIn(target, 'ResTarget'), 'val'), 'A_Const');
  const text = nodeIn(value, 'sval')?.['sval'];
  return typeof text === 'string' ? text : undefined;
}

import { hasPlaceholder } from '../../parsers/python/text.ts';
import type { Operation } from '../operations/operation.ts';
import { keyword, significantTokens, type SqlToken, type SqlTokenKind } from './tokens.ts';

/** SQL that PostgreSQL refuses may be another database's. It matters where it could drop a table all the same. */
export function mayDropTable(statement: string): boolean {
  return /\bdrop\b[^]*\btable\b/i.test(statement) || hasPlaceholder(headOf(statement));
}

/** Enough of the statement to tell what it does: its first word, what is dropped, and all of a DO block. */
function headOf(statement: string): string {
  const [first, second] = significantTokens(statement);
  const word = keyword(statement, first);
  if (word === 'DO') return statement;
  return statement.slice(0, (word === 'DROP' ? second : first)?.end);
}

/**
 * `DELETE FROM orders {condition}`: PostgreSQL takes the part that is not known for another name of the table, or with
 * `{table}{condition}` for a part of its name. In UPDATE that can only be among the tables of its FROM.
 */
export function mayGoOn(operation: Operation, sql: string): boolean {
  if (operation.kind !== 'change-rows' || operation.isFiltered || !hasPlaceholder(sql)) return false;
  const verb = operation.verb.toUpperCase();
  const tokens = significantTokens(sql);
  return tokens.some(
    (token, index) => keyword(sql, token) === verb && isOpen(sql, verb, tokens.slice(index + 1)),
  );
}

/** Whether something that is not known follows the tables of a DELETE or UPDATE, behind that word. */
function isOpen(sql: string, verb: string, tokens: readonly SqlToken[]): boolean {
  const own = outsideParentheses(tokens);
  const end = own.findIndex((token) => ENDS_TABLES.has(keyword(sql, token)));
  const head = end < 0 ? own : own.slice(0, end);
  const first = verb === 'DELETE' ? 0 : head.findIndex((token) => keyword(sql, token) === 'FROM');
  return (
    first >= 0 && head.some((token, index) => index >= first && mayBeClause(sql, token, head[index - 1]))
  );
}

const ENDS_TABLES: ReadonlySet<string | undefined> = new Set(['RETURNING', 'WHERE']);

/** Up to the end of those in which the first one is. */
function outsideParentheses(tokens: readonly SqlToken[]): readonly SqlToken[] {
  const found: SqlToken[] = [];
  let depth = 0;
  for (const token of tokens) {
    depth += NESTING.get(token.kind) ?? 0;
    if (depth < 0) break;
    if (depth === 0) found.push(token);
  }
  return found;
}

const NESTING: ReadonlyMap<SqlTokenKind, number> = new Map([
  ['open', 1],
  ['close', -1],
]);

function mayBeClause(sql: string, token: SqlToken, before: SqlToken | undefined): boolean {
  const written = sql.slice(token.start, token.end);
  if (token.kind !== 'word' || !hasPlaceholder(written)) return false;
  const isNameOrValue = before?.kind === 'other' || BEFORE_NAME_OR_VALUE.has(keyword(sql, before));
  // `{table}{condition}`, `orders{condition}`; but `orders_{year}` is a name.
  return !isNameOrValue || /(?:[^_]|_lk\d+_)_lk\d+_$/.test(written);
}

const BEFORE_NAME_OR_VALUE: ReadonlySet<string | undefined> = new Set(
  'AND AS FROM JOIN NOT ON ONLY OR USING'.split(' '),
);

/** In PL/pgSQL an unknown part can stand where a statement stands, and nothing there is an error. */
export function runsUnknownStatement(statement: string): boolean {
  if (!/^do\b/i.test(statement) || !hasPlaceholder(statement)) return false;
  return significantTokens(statement).some(
    (token) => token.kind === 'string' && holdsUnknownStatement(contentOf(statement, token)),
  );
}

/** Also where single quotes inside are doubled, which makes several tokens of one body. */
function contentOf(statement: string, { start, end }: SqlToken): string {
  return statement.slice(start, end).replace(/^\$[^$]*\$|\$[^$]*\$$|^\w*'|'$/g, '');
}

const BEFORE_STATEMENT: ReadonlySet<string | undefined> = new Set(['BEGIN', 'THEN', 'ELSE', 'LOOP']);

function holdsUnknownStatement(body: string): boolean {
  const tokens = significantTokens(body);
  return tokens.some((token, index) => {
    if (token.kind !== 'word' || body.slice(token.start, token.end).search(/^_lk\d+_/) < 0) return false;
    const before = tokens[index - 1];
    // A label ends with `>>`.
    const isFirst = before === undefined || before.kind === 'semicolon' || body[before.start] === '>';
    return isFirst || BEFORE_STATEMENT.has(keyword(body, before));
  });
}

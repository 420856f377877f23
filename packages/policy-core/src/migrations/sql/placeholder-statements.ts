import { hasPlaceholder } from '../../parsers/python/text.ts';
import type { Operation } from '../operations/operation.ts';
import { keyword, significantTokens, type SqlToken } from './tokens.ts';

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

/** `DELETE FROM orders {condition}`: PostgreSQL takes the part that is not known for another name of the table. */
export function mayGoOn(operation: Operation, sql: string): boolean {
  const isDelete = operation.kind === 'change-rows' && operation.verb === 'delete' && !operation.isFiltered;
  const [name, ...more] = significantTokens(sql).toReversed();
  const before = more[0];
  return (
    isDelete &&
    name !== undefined &&
    hasPlaceholder(sql.slice(name.start, name.end)) &&
    keyword(sql, before) !== 'FROM' &&
    keyword(sql, before) !== 'ONLY' &&
    sql[before?.start ?? 0] !== '.'
  );
}

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

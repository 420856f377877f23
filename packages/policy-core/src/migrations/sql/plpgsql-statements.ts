import type { TextRange } from '../../model/text-range.ts';
import { clauseTokens } from './clauses.ts';
import { isDynamic, stretch } from './plpgsql-execute.ts';
import { behindWord, opensStatement, OUTSIDE, runsForSure, type PlpgsqlNesting } from './plpgsql-nesting.ts';
import { keyword, type SqlToken } from './tokens.ts';

/** A statement in PL/pgSQL code that PostgreSQL runs as SQL. */
export interface PlpgsqlStatement extends TextRange {
  /** `execute`: a text is run; `token` is the index of the word EXECUTE. */
  readonly kind: 'sql' | 'execute';
  readonly token: number;
  readonly isCertain: boolean;
}

/**
 * The SQL statements of PL/pgSQL code in the order of the code, from its tokens: that holds for code that only
 * a database with its tables could compile, too. Expressions, which only read, are left out.
 */
export function plpgsqlStatements(body: string, tokens: readonly SqlToken[]): readonly PlpgsqlStatement[] {
  const found: PlpgsqlStatement[] = [];
  let walk: Walk = { index: 0, nesting: OUTSIDE, isFirst: true };
  while (walk.index < tokens.length) {
    const statement = statementAt(body, tokens, walk);
    if (statement === undefined) {
      walk = behindToken(body, tokens, walk);
    } else {
      found.push(statement);
      walk = { ...walk, index: indexFrom(tokens, walk.index + 1, statement.end), isFirst: false };
    }
  }
  return found;
}

interface Walk {
  readonly index: number;
  readonly nesting: PlpgsqlNesting;
  /** A statement may begin here. */
  readonly isFirst: boolean;
}

const SQL_WORDS: ReadonlySet<string | undefined> = new Set(
  [
    'ALTER ANALYZE CALL CLUSTER COMMENT COMMIT COPY CREATE DELETE DISCARD DROP EXPLAIN GRANT IMPORT INSERT',
    'LISTEN LOCK MERGE NOTIFY REASSIGN REFRESH REINDEX RESET REVOKE ROLLBACK SECURITY SELECT SET TRUNCATE',
    'UNLISTEN UPDATE VACUUM VALUES WITH',
  ].flatMap((line) => line.split(' ')),
);

function statementAt(
  body: string,
  tokens: readonly SqlToken[],
  { index, nesting, isFirst }: Walk,
): PlpgsqlStatement | undefined {
  const [token, next, afterNext] = [tokens[index], tokens[index + 1], tokens[index + 2]];
  const word = keyword(body, token);
  const isCertain = runsForSure(nesting);
  if (word === 'EXECUTE' && isDynamic(body, next, afterNext)) {
    return { kind: 'execute', token: index, isCertain, ...upTo(body, tokens, index) };
  }
  const begins =
    word === 'DO'
      ? startsDoBlock(body, next)
      : // No valid code has these two words outside quotes but to drop a table.
        (word === 'DROP' && keyword(body, next) === 'TABLE') ||
        (isFirst && SQL_WORDS.has(word) && !isAssigned(body, next));
  return begins ? { kind: 'sql', token: index, isCertain, ...upTo(body, tokens, index) } : undefined;
}

/** `ON CONFLICT DO NOTHING` is not one. */
function startsDoBlock(body: string, next: SqlToken | undefined): boolean {
  return next?.kind === 'string' || keyword(body, next) === 'LANGUAGE';
}

/** A variable may be called `comment`: `:=`, `=`, a subscript or a field follow it. */
function isAssigned(body: string, next: SqlToken | undefined): boolean {
  return next !== undefined && /^[:=[.]/.test(body.slice(next.start, next.end));
}

/** A query in the head of a loop ends with LOOP, which no SQL statement holds. */
function upTo(body: string, tokens: readonly SqlToken[], index: number): TextRange {
  return stretch(tokens, index, (token) => token.kind === 'semicolon' || keyword(body, token) === 'LOOP');
}

function indexFrom(tokens: readonly SqlToken[], from: number, end: number): number {
  let index = from;
  while (index < tokens.length && (tokens[index]?.start ?? end) < end) index += 1;
  return index;
}

const NAMES_OF_END: ReadonlySet<string | undefined> = new Set(['IF', 'CASE', 'LOOP']);

function behindToken(body: string, tokens: readonly SqlToken[], { index, nesting, isFirst }: Walk): Walk {
  const token = tokens[index];
  const word = keyword(body, token);
  if (token?.kind === 'semicolon') return { index: index + 1, nesting, isFirst: !nesting.isDeclaring };
  if (word === undefined) return behindSign(body, tokens, { index, nesting, isFirst });
  const inside = behindWord(nesting, word, isFirst);
  const isNamedEnd = word === 'END' && NAMES_OF_END.has(keyword(body, tokens[index + 1]));
  return {
    index: index + (isNamedEnd ? 2 : 1),
    nesting: inside,
    // The query of a loop: `FOR row IN UPDATE ... LOOP`; or `RETURN QUERY DELETE`.
    isFirst: opensStatement(nesting, word) || word === 'IN' || word === 'QUERY',
  };
}

/** Behind a label, `<<name>>`, a statement begins as before it. */
function behindSign(body: string, tokens: readonly SqlToken[], { index, nesting, isFirst }: Walk): Walk {
  const end = tokens[index + 4]?.end;
  const isLabel = isFirst && end !== undefined && /^<<[^]*>>$/.test(body.slice(tokens[index]?.start, end));
  return isLabel ? { index: index + 5, nesting, isFirst } : { index: index + 1, nesting, isFirst: false };
}

const TARGETS = /^INSERT$|^MERGE$/;

/**
 * The same statement without the variables that take its results, `INTO a, b`: PL/pgSQL takes them out before
 * PostgreSQL reads the rest. Nothing moves.
 */
export function withoutTargets(sql: string): string {
  const tokens = clauseTokens(sql, { start: 0, end: sql.length }, () => false);
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'open') depth += 1;
    if (token.kind === 'close') depth -= 1;
    const isInto = depth === 0 && keyword(sql, token) === 'INTO';
    if (!isInto || TARGETS.test(keyword(sql, tokens[index - 1]) ?? '')) continue;
    const end = targetsEnd(sql, tokens, index + 1);
    return sql.slice(0, token.start) + ' '.repeat(end - token.start) + sql.slice(end);
  }
  return sql;
}

/** `STRICT name.field, name[1]` */
function targetsEnd(sql: string, tokens: readonly SqlToken[], from: number): number {
  let index = keyword(sql, tokens[from]) === 'STRICT' ? from + 1 : from;
  for (let next: number | undefined = index; next !== undefined; next = behindLink(sql, tokens, index + 1)) {
    index = next;
  }
  return tokens[index]?.end ?? sql.length;
}

/** The index of the last token of `, name`, `.field` or `[1]`; `undefined` where none of them goes on. */
function behindLink(sql: string, tokens: readonly SqlToken[], index: number): number | undefined {
  const sign = sql[tokens[index]?.start ?? sql.length];
  if (sign === ',' || sign === '.') return index + 1;
  return sign === '[' ? closingIndex(sql, tokens, index) : undefined;
}

function closingIndex(sql: string, tokens: readonly SqlToken[], opening: number): number {
  let depth = 0;
  for (let index = opening; index < tokens.length; index += 1) {
    const sign = sql[tokens[index]?.start ?? sql.length];
    if (sign === '[') depth += 1;
    if (sign === ']') depth -= 1;
    if (depth === 0) return index;
  }
  return tokens.length - 1;
}

import type { Operation } from '../operations/operation.ts';
import { LONGEST_INPUT } from '../../parsers/input-limit.ts';
import type { SqlParser } from '../../parsers/parsers.ts';
import {
  hasPlaceholder,
  placeInFile,
  skeletonOf,
  withSources,
  type Skeleton,
  type TextPart,
} from '../../parsers/python/text.ts';
import { readSqlScript, type SqlProblem, type SqlStatement } from '../sql/statements.ts';
import { keyword, significantTokens, type SqlToken } from '../sql/tokens.ts';

/** What a SQL text in a Python file does. Offsets count in the file. */
export interface EmbeddedSql {
  readonly drops: readonly { readonly table: string; readonly start: number; readonly end: number }[];
  readonly undecided: readonly { readonly start: number; readonly end: number; readonly problem: string }[];
}

export interface EmbeddedText {
  readonly parts: readonly TextPart[];
  /** Shown where a place inside the text cannot be pointed at. */
  readonly start: number;
  readonly end: number;
  /** The driver's own markers, `%s`, instead of SQLAlchemy's, `:name`. */
  readonly driverMarkers: boolean;
}

/**
 * Judges the SQL as far as it is known. Unknown parts become names: a drop of an unknown table is
 * a drop, and a part that can be a statement of its own leaves the text undecided.
 */
export function readEmbeddedSql(parser: SqlParser, embedded: EmbeddedText): EmbeddedSql {
  const length = embedded.parts.reduce(
    (sum, part) => sum + (part.kind === 'known' ? part.text.length : 0),
    0,
  );
  if (length > LONGEST_INPUT) {
    const { start, end } = embedded;
    return { drops: [], undecided: [{ start, end, problem: 'the SQL is longer than 2 MB' }] };
  }
  const skeleton = skeletonOf(embedded.parts);
  const sql = withoutMarkers(skeleton.text, embedded.driverMarkers);
  const script = readSqlScript(parser, sql);
  const place = (start: number, end: number) =>
    placeInFile(skeleton, start, end) ?? { start: embedded.start, end: embedded.end };
  return {
    drops: script.statements.flatMap((statement) =>
      statement.drops.map((drop) => ({
        table: withSources(drop.table, skeleton),
        ...place(...dropPlace(sql, statement, drop)),
      })),
    ),
    undecided: [
      ...script.problems
        .filter((problem) => canHideDrop(sql, problem))
        .map(({ start, end, problem }) => ({ ...place(start, end), problem: reasonFor(skeleton, problem) })),
      ...script.statements
        .filter((statement) => runsUnknownStatement(sql.slice(statement.start, statement.end)))
        .map(({ start, end }) => ({ ...place(start, end), problem: 'a part of the DO block is not known' })),
    ],
  };
}

/** Markers for values become PostgreSQL's own, and nothing moves. */
export function withoutMarkers(sql: string, areDriverMarkers: boolean): string {
  return areDriverMarkers ? withoutDriverMarkers(sql) : withoutBinds(sql);
}

/** Whether a text that has one kind of markers has those of a driver. */
export function hasDriverMarkers(sql: string): boolean {
  return sql.search(DRIVER_MARKER) >= 0 && sql.search(BIND) < 0;
}

/** SQLAlchemy puts the parentheses around a list of values itself: `id IN :ids`. */
function isList(sql: string, at: number): boolean {
  return /\bin\s*$/i.test(sql.slice(Math.max(0, at - 16), at)) && /^:\w{2}/.test(sql.slice(at, at + 3));
}

const DRIVER_MARKER = /%(?:\(\w+\))?s/g;
const BIND = /(?<![:\w\\]):\w+(?!:)/g;

/** Markers and escapes of SQLAlchemy, replaced by PostgreSQL's without moving anything. */
function withoutBinds(sql: string): string {
  return sql
    .replaceAll('\\:\\:', '::  ')
    .replace(BIND, (marker, at: number) => (isList(sql, at) ? '(1)' : '$1').padEnd(marker.length))
    .replaceAll('\\:', ': ');
}

const LIST_OF_DRIVER = /\b(not\s+)?in\s*(?=%(?:\(\w+\))?s)/gi;

/** psycopg2 puts the parentheses around a list of values itself: `id IN %s`. */
function withoutDriverMarkers(sql: string): string {
  return sql
    .replace(LIST_OF_DRIVER, (words, not?: string) => (not === undefined ? '=' : '<>').padEnd(words.length))
    .replace(DRIVER_MARKER, (marker) => '$1'.padEnd(marker.length));
}

/** The statement is what people look for; inside a DO block it is the name that tells one drop from another. */
function dropPlace(
  sql: string,
  statement: SqlStatement,
  drop: { start: number; end: number },
): [number, number] {
  const isDrop = /^drop/i.test(sql.slice(statement.start, statement.end));
  return isDrop ? [statement.start, statement.end] : [drop.start, drop.end];
}

/** SQL that PostgreSQL refuses may be another database's. It matters where it could drop a table all the same. */
function canHideDrop(sql: string, { kind, start, end }: SqlProblem): boolean {
  if (kind !== 'unreadable') return true;
  const statement = sql.slice(start, end);
  return /\bdrop\b[^]*\btable\b/i.test(statement) || hasPlaceholder(headOf(statement));
}

/** Enough of the statement to tell what it does: its first word, what is dropped, and all of a DO block. */
function headOf(statement: string): string {
  const [first, second] = significantTokens(statement);
  const word = keyword(statement, first);
  if (word === 'DO') return statement;
  return statement.slice(0, (word === 'DROP' ? second : first)?.end);
}

export function reasonFor({ parts }: Skeleton, problem: string): string {
  return parts.some(({ kind }) => kind === 'unknown') ? 'a part of the SQL is not known' : problem;
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

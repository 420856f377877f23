import { knownName, type TableName } from '../operations/name.ts';
import { isKnownOperator } from '../functions/known-functions.ts';
import { keyword, type SqlToken } from './tokens.ts';

interface Expressions {
  readonly body: string;
  readonly tokens: readonly SqlToken[];
  /** Whether a token belongs to a statement that is read as a whole. */
  readonly isRead: (offset: number) => boolean;
}

/** Operators of which nobody knows which function they run, with the token where each begins. */
export function unknownOperatorsIn({
  body,
  tokens,
  isRead,
}: Expressions): readonly (readonly [operator: string, at: SqlToken])[] {
  return operatorsIn(body, tokens).filter(
    ([operator, at]) => !isKnownOperator(operator) && !isRead(at.start),
  );
}

const SIGN = /^[-+*/<>=~!@#%^&|`?]$/;

function operatorsIn(
  body: string,
  tokens: readonly SqlToken[],
): readonly (readonly [operator: string, at: SqlToken])[] {
  const found: (readonly [string, SqlToken])[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const first = tokens[index];
    if (first === undefined || !isSign(body, first)) continue;
    while (isSign(body, tokens[index + 1]) && tokens[index + 1]?.start === tokens[index]?.end) index += 1;
    const written = asPostgresReads(body.slice(first.start, tokens[index]?.end));
    // An argument by its name, and the marks around a label.
    if (written !== '=>') found.push([written, first]);
  }
  return found;
}

function isSign(body: string, token: SqlToken | undefined): boolean {
  return token?.kind === 'other' && SIGN.test(body.slice(token.start, token.end));
}

/** `a=-1`: a minus behind others is a sign of its own. https://www.postgresql.org/docs/18/sql-syntax-lexical.html */
function asPostgresReads(signs: string): string {
  return /[~!@#%^&|`?]/.test(signs) ? signs : signs.replace(/(?!^)[-+]+$/, '');
}

/** Tables and views that expressions read in queries of their own, with the token where each begins. */
export function relationsIn({
  body,
  tokens,
  isRead,
}: Expressions): readonly (readonly [relation: TableName, at: SqlToken])[] {
  return namesBehindFrom(body, tokens).flatMap((index) => {
    const at = tokens[index];
    const relation = relationAt(body, tokens, index);
    if (at === undefined || relation === undefined || isRead(at.start) || isOfPostgres(relation)) return [];
    return [[relation, at] as const];
  });
}

/** Where names begin behind FROM, JOIN, and a comma between two of them. */
function namesBehindFrom(body: string, tokens: readonly SqlToken[]): readonly number[] {
  const around: string[] = [];
  const found: number[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'open') around.push(keyword(body, tokens[index - 1]) ?? '');
    if (token.kind === 'close') around.pop();
    const word = keyword(body, token);
    const isFrom = word === 'FROM' && !isOfValue(body, tokens, { index, inside: around.at(-1) ?? '' });
    if (!isFrom && word !== 'JOIN') continue;
    for (const name of listFrom(body, tokens, index + 1)) found.push(name);
  }
  return found;
}

interface FromPlace {
  readonly index: number;
  readonly inside: string;
}

/** `EXTRACT(day FROM a)`, `a IS DISTINCT FROM b`, `FETCH NEXT FROM c`. */
function isOfValue(body: string, tokens: readonly SqlToken[], { index, inside }: FromPlace): boolean {
  const [second, last] = [keyword(body, tokens[index - 2]), keyword(body, tokens[index - 1])];
  const isFetch = CURSORS.has(last) || CURSORS.has(second);
  return OF_VALUES.has(inside) || last === 'DISTINCT' || isFetch;
}

const OF_VALUES: ReadonlySet<string> = new Set(['EXTRACT', 'OVERLAY', 'SUBSTRING', 'TRIM']);
const CURSORS: ReadonlySet<string | undefined> = new Set(['FETCH', 'MOVE']);

/** `a, ONLY b x, c AS y` */
function listFrom(body: string, tokens: readonly SqlToken[], from: number): readonly number[] {
  const found: number[] = [];
  for (let index: number | undefined = from; index !== undefined; index = behindComma(body, tokens, index)) {
    if (keyword(body, tokens[index]) === 'ONLY') index += 1;
    found.push(index);
  }
  return found;
}

/** A name, an alias and what is between them are words and dots. */
function behindComma(body: string, tokens: readonly SqlToken[], from: number): number | undefined {
  for (let index = from; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) return undefined;
    if (token.kind === 'word' || token.kind === 'quoted-name' || body[token.start] === '.') continue;
    return body[token.start] === ',' ? index + 1 : undefined;
  }
  return undefined;
}

function relationAt(body: string, tokens: readonly SqlToken[], index: number): TableName | undefined {
  const first = nameAt(body, tokens[index]);
  if (first === undefined) return undefined;
  const dot = tokens[index + 1];
  const second = dot !== undefined && body[dot.start] === '.' ? nameAt(body, tokens[index + 2]) : undefined;
  return second === undefined
    ? { ...knownName(first), schema: undefined }
    : { ...knownName(second), schema: first };
}

function nameAt(body: string, token: SqlToken | undefined): string | undefined {
  if (token?.kind === 'quoted-name') return body.slice(token.start + 1, token.end - 1).replaceAll('""', '"');
  return token?.kind === 'word' ? body.slice(token.start, token.end).toLowerCase() : undefined;
}

function isOfPostgres({ schema, text }: TableName): boolean {
  return schema === 'information_schema' || schema === 'pg_catalog' || text.startsWith('pg_');
}

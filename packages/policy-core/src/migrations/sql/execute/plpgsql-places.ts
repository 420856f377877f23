import type { TextRange } from '../../../model/text-range.ts';
import { keyword, type SqlToken } from '../tokens.ts';

/** PL/pgSQL code, and where its statements begin and end: looked up once, since code may be long. */
export interface PlpgsqlCode {
  readonly body: string;
  readonly tokens: readonly SqlToken[];
  /** The index of the first token of the statement that each stands in. */
  readonly starts: Int32Array;
  /** The index of the next one from each token on, or the number of tokens. */
  readonly semicolons: Int32Array;
  readonly ins: Int32Array;
  readonly loops: Int32Array;
  /** `0..n` */
  readonly ranges: Int32Array;
  /** What begins the value of a declaration. */
  readonly values: Int32Array;
  /** What ends the type of a declaration. */
  readonly typeEnds: Int32Array;
}

export function placesIn(body: string, tokens: readonly SqlToken[]): PlpgsqlCode {
  const next = (isMeant: (token: SqlToken) => boolean): Int32Array => nextOnes(tokens, isMeant);
  return {
    body,
    tokens,
    starts: statementStarts(body, tokens),
    semicolons: next(({ kind }) => kind === 'semicolon'),
    ins: next((token) => keyword(body, token) === 'IN'),
    loops: next((token) => keyword(body, token) === 'LOOP'),
    ranges: next(({ kind, start }) => kind === 'other' && body.startsWith('..', start)),
    values: next((token) => textOf(body, token) === '=' || keyword(body, token) === 'DEFAULT'),
    typeEnds: next((token) => BEHIND_TYPE.has(keyword(body, token)) || /^[:=;]$/.test(textOf(body, token))),
  };
}

const BEHIND_TYPE: ReadonlySet<string | undefined> = new Set(['COLLATE', 'DEFAULT', 'NOT']);

function textOf(body: string, { start, end }: SqlToken): string {
  return body.slice(start, end);
}

function nextOnes(tokens: readonly SqlToken[], isMeant: (token: SqlToken) => boolean): Int32Array {
  const next = new Int32Array(tokens.length + 1).fill(tokens.length);
  for (const [index, token] of [...tokens.entries()].toReversed())
    next[index] = isMeant(token) ? index : (next[index + 1] ?? index);
  return next;
}

function statementStarts(body: string, tokens: readonly SqlToken[]): Int32Array {
  const starts = new Int32Array(tokens.length);
  for (const index of tokens.keys())
    starts[index] = beginsStatement(body, tokens, index) ? index : (starts[index - 1] ?? index);
  return starts;
}

/** Behind these words a statement begins. */
const BEFORE_STATEMENT: ReadonlySet<string | undefined> = new Set('BEGIN DECLARE ELSE LOOP THEN'.split(' '));

/** A label ends with `>>`. */
function beginsStatement(body: string, tokens: readonly SqlToken[], index: number): boolean {
  const [label, before] = [tokens[index - 2], tokens[index - 1]];
  if (before === undefined || before.kind === 'semicolon') return true;
  if (BEFORE_STATEMENT.has(keyword(body, before))) return true;
  return label !== undefined && body.slice(label.start, before.end) === '>>';
}

/** Where a token begins. */
export function tokenOffset({ tokens, body }: PlpgsqlCode, index: number): number {
  return tokens[index]?.start ?? body.length;
}

/** A name as a variable may have it, in lower case, but for one in quotes. */
export function nameAt({ body, tokens }: PlpgsqlCode, index: number): string | undefined {
  const token = tokens[index];
  return token?.kind === 'word' || token?.kind === 'quoted-name' ? plpgsqlName(body, token) : undefined;
}

export function plpgsqlName(body: string, token: SqlToken): string {
  const written = textOf(body, token);
  return token.kind === 'quoted-name' ? written.slice(1, -1) : written.toLowerCase();
}

export function signAt({ body, tokens }: PlpgsqlCode, index: number): string | undefined {
  const token = tokens[index];
  return token?.kind === 'other' ? textOf(body, token) : undefined;
}

export function wordAt({ body, tokens }: PlpgsqlCode, index: number): string | undefined {
  return keyword(body, tokens[index]);
}

/** From one token up to another, which is left out. */
export function rangeBetween({ tokens }: PlpgsqlCode, from: number, to: number): TextRange {
  const start = tokens[from]?.start ?? 0;
  return { start, end: Math.max(start, tokens[to - 1]?.end ?? start) };
}

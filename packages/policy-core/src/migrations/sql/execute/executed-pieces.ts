import { skeletonOf, type Skeleton, type TextPart } from '../../../parsers/python/text.ts';
import type { TextRange } from '../../../model/text-range.ts';
import { knownPiece, type TextPiece } from '../../operations/called-routine.ts';
import type { Pieces } from './format-call.ts';
import { HOLE, withScopes } from './name-scopes.ts';
import { mayGoOn, runsUnknownStatement } from '../placeholder-statements.ts';
import { pinnedTo, type SqlOperation } from '../sql-operation.ts';
import { significantTokens, type SqlToken } from '../tokens.ts';
import { unveiled } from '../unknown-parts.ts';

/**
 * What a text does that code puts together; `undefined` where a part that is not known may say more than a name or a
 * value. Offsets are those of the text where all of it is known, and else `place`.
 */
export function piecesRun(
  pieces: Pieces,
  place: TextRange,
  read: (sql: string) => readonly SqlOperation[],
): readonly SqlOperation[] | undefined {
  const settled = settledPieces(pieces);
  if (settled === undefined) return undefined;
  const { skeleton, scopes } = withHoles(settled);
  const sql = skeleton.text;
  const found = read(sql);
  const isOpen = mayGoOnBehind(settled.at(-1));
  if (runsUnknownStatement(sql) || found.some((one) => saysMore(one, sql, isOpen))) return undefined;
  const unveiling = { skeleton, place: (start: number, end: number) => ({ start, end }) };
  return found
    .map((one) => pinnedTo(unveiled(withScopes(one, scopes), unveiling), place))
    .map(withoutUnknownRename);
}

/** Which name running code misses then, nobody can tell: that of a partition maybe, which no code has. */
function withoutUnknownRename(one: SqlOperation): SqlOperation {
  if (one.kind === 'unclear' || one.operation.kind !== 'rename-table' || one.operation.table.isKnown)
    return one;
  const { start, end, isCertain } = one;
  return { kind: 'unclear', start, end, isCertain, problem: RENAMES, isRead: true, keepsTables: true };
}

const RENAMES = 'it renames a table whose name only shows when it runs';

/** `'DELETE FROM part_' || x`: behind the name a condition may follow. */
function mayGoOnBehind(last: TextPiece | undefined): boolean {
  return last !== undefined && !last.isKnown && last.as === undefined;
}

function saysMore(one: SqlOperation, sql: string, isOpen: boolean): boolean {
  if (one.kind === 'unclear') return one.isRefused === true;
  const { operation } = one;
  const isWhole = operation.kind === 'change-rows' && operation.verb !== 'insert' && !operation.isFiltered;
  return (isOpen && isWhole) || mayGoOn(operation, sql.slice(one.start, one.end));
}

/** The same with numbers, of which nobody knows which, where they stand alone; `undefined` where one may be anything. */
function settledPieces(pieces: Pieces): Pieces | undefined {
  const { skeleton, parts } = withHoles(pieces);
  const tokens = significantTokens(skeleton.text);
  const areParts = new Map<number, boolean>();
  const settled: TextPiece[] = [];
  let at = 0;
  let index = 0;
  for (const { piece, text } of parts) {
    while (index < tokens.length - 1 && (tokens[index]?.end ?? 0) <= at) index += 1;
    const around = { sql: skeleton.text, tokens, areParts, index };
    const one = piece.isKnown ? piece : settledPiece(piece, { text, at }, around);
    if (one === undefined) return undefined;
    settled.push(one);
    at += text.length;
  }
  return settled;
}

interface Hole {
  readonly text: string;
  readonly at: number;
}

interface Around {
  readonly sql: string;
  readonly tokens: readonly SqlToken[];
  /** What was found of tokens before: many pieces may stand in one. */
  readonly areParts: Map<number, boolean>;
  /** Of the token that it stands in. */
  readonly index: number;
}

function settledPiece(piece: TextPiece, { text, at }: Hole, around: Around): TextPiece | undefined {
  const { sql, tokens, index } = around;
  const token = tokens[index];
  if (token === undefined) return undefined;
  if (token.start === at && token.end === at + text.length) {
    if (piece.as === 'number') return knownPiece('1');
    if (BOUNDS.test(sql.slice(Math.max(0, at - LONGEST_HEAD), at))) return knownPiece('DEFAULT');
  }
  return piece.as !== undefined || standsInside(token, around) ? piece : undefined;
}

/** A part of a text or of a name is only that; what stands alone may be anything. */
function standsInside(token: SqlToken, around: Around): boolean {
  const known = around.areParts.get(around.index) ?? isPart(token, around);
  around.areParts.set(around.index, known);
  return known;
}

function isPart({ kind, start, end }: SqlToken, { sql, tokens, index }: Around): boolean {
  if (kind !== 'word') return kind === 'string' || kind === 'quoted-name';
  const before = tokens[index - 1];
  const isBehindDot = before?.end === start && sql[before.start] === '.';
  return isBehindDot || sql.slice(start, end).replaceAll(HOLE, '') !== '';
}

/** Behind these words only the bounds of a partition can stand, of which nobody has to know which. */
const BOUNDS = /\bPARTITION\s+OF\s+(?:[\w.]+|"[^"]*")\s*$/i;

const LONGEST_HEAD = 200;

interface Holed {
  readonly skeleton: Skeleton;
  readonly parts: readonly { readonly piece: TextPiece; readonly text: string }[];
  /** Of each hole by its text. */
  readonly scopes: ReadonlyMap<string, string>;
}

/** Holes of the text around this one keep their numbers: the pieces begin behind them. */
function withHoles(pieces: Pieces): Holed {
  const first = pieces.reduce((least, { text }) => Math.max(least, firstFree(text)), 0);
  const nothing = Array.from({ length: first }, () => partOf(knownPiece('')));
  const skeleton = skeletonOf([...nothing, ...pieces.map(partOf)]);
  const parts = pieces.map((piece, index) => {
    return { piece, text: piece.isKnown ? piece.text : skeletonHole(first + index) };
  });
  const scopes = parts.flatMap(({ piece, text }) =>
    piece.isKnown || piece.within === undefined ? [] : [[text, piece.within] as const],
  );
  return { skeleton, parts, scopes: new Map(scopes) };
}

/** No text has so many holes. */
const MOST_HOLES = 10_000;

function firstFree(text: string): number {
  const numbers = Array.from(text.matchAll(/_lk(\d+)_/g), ([, number]) => Number(number));
  return numbers.reduce((least, number) => (number < MOST_HOLES ? Math.max(least, number + 1) : least), 0);
}

function skeletonHole(index: number): string {
  return `_lk${index}_`;
}

function partOf({ text, isKnown }: TextPiece): TextPart {
  const place = { start: 0, end: 0 };
  return isKnown
    ? { kind: 'known', text, verbatim: false, ...place }
    : { kind: 'unknown', source: text, ...place };
}

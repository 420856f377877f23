import { isPythonWhiteSpace } from '../packaging/python-white-space.ts';
import type { TextRange } from '../../model/text-range.ts';
import { nextPhysicalLine, type LineCursor } from './physical-lines.ts';
import { afterSpace, beforeSpace } from './python-space.ts';

/** A line after pip has joined continuations and cut the comment off. Never blank. */
export interface LogicalLine {
  /** Of its first physical line. */
  readonly number: number;
  readonly content: string;
  /** What the content was put together from, in order. */
  readonly pieces: readonly ContentPiece[];
  readonly comments: readonly TextRange[];
}

/** A stretch of the file that stands at `at` in the content; negative where white space before it was cut. */
export interface ContentPiece extends TextRange {
  readonly at: number;
}

/** Reads on from the line the cursor stands on. `undefined` where nothing is left of it. */
export function logicalLineAt(text: string, cursor: LineCursor): LogicalLine | undefined {
  const { number } = cursor;
  const { joined, pieces } = joinedLines(text, cursor);
  const commentAt = commentIn(joined);
  const end = beforeSpace(joined, 0, commentAt);
  const start = afterSpace(joined, 0, end);
  if (start === end) return undefined;
  return {
    number,
    content: joined.slice(start, end),
    pieces: start === 0 ? pieces : pieces.map((piece) => ({ ...piece, at: piece.at - start })),
    comments: commentAt === joined.length ? [] : commentRanges(pieces, commentAt),
  };
}

/** Where a part of the content stands in the file; continuations within it are covered. */
export function rangeIn({ pieces }: LogicalLine, start: number, end: number): TextRange {
  if (pieces.length === 1) {
    const shift = shiftOf(pieces, start);
    return { start: start + shift, end: end + shift };
  }
  const from = start + shiftOf(pieces, start);
  return { start: from, end: end > start ? end + shiftOf(pieces, end - 1) : from };
}

function shiftOf(pieces: readonly ContentPiece[], offset: number): number {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const piece = pieces[low];
  return piece === undefined ? 0 : piece.start - piece.at;
}

/** A comment line ends a join, whatever its own end; a blank goes before it, so that it stays a comment. */
function joinedLines(text: string, cursor: LineCursor) {
  const pieces: ContentPiece[] = [];
  let joined = '';
  for (;;) {
    const { start, end } = cursor;
    const isComment = text.charCodeAt(afterSpace(text, start, end)) === HASH && start < end;
    const continues = end > start && text.charCodeAt(end - 1) === BACKSLASH && !isComment;
    const piece = continues ? withoutBackslashes(text, start, end) : { start, end };
    if (isComment) joined += ' ';
    pieces.push({ at: joined.length, ...piece });
    joined += text.slice(piece.start, piece.end);
    if (!continues || !nextPhysicalLine(text, cursor)) return { joined, pieces };
  }
}

const HASH = 0x23;
const BACKSLASH = 0x5c;

/** pip takes them away at both ends of a line that one of them continues. */
function withoutBackslashes(text: string, start: number, end: number): TextRange {
  let [from, to] = [start, end];
  while (to > from && text.charCodeAt(to - 1) === BACKSLASH) to -= 1;
  while (from < to && text.charCodeAt(from) === BACKSLASH) from += 1;
  return { start: from, end: to };
}

/** `#` is one at the beginning or behind white space only. The length of the text where there is none. */
function commentIn(joined: string): number {
  let at = joined.indexOf('#');
  while (at > 0 && !isPythonWhiteSpace(joined.charCodeAt(at - 1))) at = joined.indexOf('#', at + 1);
  return at < 0 ? joined.length : at;
}

function commentRanges(pieces: readonly ContentPiece[], commentAt: number): readonly TextRange[] {
  return pieces
    .map(({ at, start, end }) => ({ start: Math.max(start, start + commentAt - at), end }))
    .filter(({ start, end }) => start < end);
}

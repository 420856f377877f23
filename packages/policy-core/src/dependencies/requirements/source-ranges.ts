import type { TextRange } from '../../model/text-range.ts';
import { lineParts, type LinePart, type LinePartKind } from './line-parts.ts';
import { nextPhysicalLine, startOfLines, type LineCursor } from './physical-lines.ts';
import { afterSpace } from './python-space.ts';
import type { RequirementsDocument } from './requirements-document.ts';

/** A stretch of a requirements file, and what it is to pip. Never empty. */
export interface SourceRange extends TextRange {
  readonly kind: SourceRangeKind;
}

export type SourceRangeKind =
  | LinePartKind
  | 'bom'
  /** What ends a line, whatever editors think of it. */
  | 'separator'
  | 'blank'
  | 'comment'
  /** Backslashes that join a line with the next, with the end of the line; at its beginning pip drops them, too. */
  | 'continuation';

/** The whole file in pieces, one behind the other: put together they are the text. */
export function sourceRanges(document: RequirementsDocument): readonly SourceRange[] {
  const { text } = document;
  const parts = document.lines.flatMap((line) => lineParts(line));
  const painter: Painter = { text, parts, next: 0, ranges: [] };
  const cursor = startOfLines(text);
  add(painter, 'bom', { start: 0, end: cursor.next });
  while (nextPhysicalLine(text, cursor)) paintLine(painter, cursor);
  return painter.ranges;
}

interface Painter {
  readonly text: string;
  readonly parts: readonly LinePart[];
  /** The first part that does not end before where the painter stands. */
  next: number;
  readonly ranges: SourceRange[];
}

function paintLine(painter: Painter, { start, end, next }: LineCursor): void {
  const { text } = painter;
  const isComment = text.charCodeAt(afterSpace(text, start, end)) === HASH;
  const continues = end > start && text.charCodeAt(end - 1) === BACKSLASH && !isComment;
  let [from, to] = [start, end];
  while (continues && to > start && text.charCodeAt(to - 1) === BACKSLASH) to -= 1;
  while (continues && from < to && text.charCodeAt(from) === BACKSLASH) from += 1;
  add(painter, 'continuation', { start, end: from });
  paintContent(painter, from, to);
  add(painter, continues ? 'continuation' : 'separator', { start: to, end: Math.min(next, text.length) });
}

function paintContent(painter: Painter, from: number, to: number): void {
  let at = from;
  while (at < to) {
    const part = painter.parts[painter.next];
    if (part !== undefined && part.end <= at) {
      painter.next += 1;
    } else if (part === undefined || part.start >= to) {
      paintOutside(painter, at, to);
      return;
    } else if (part.start > at) {
      paintOutside(painter, at, part.start);
      at = part.start;
    } else {
      const end = Math.min(part.end, to);
      paintPart(painter, part.kind, { start: at, end });
      at = end;
    }
  }
}

/** What pip has taken off: white space, and comments behind it. */
function paintOutside(painter: Painter, start: number, end: number): void {
  const at = afterSpace(painter.text, start, end);
  add(painter, 'blank', { start, end: at });
  add(painter, 'comment', { start: at, end });
}

/** Blanks between parts are no punctuation. */
function paintPart(painter: Painter, kind: LinePartKind, { start, end }: TextRange): void {
  if (kind !== 'punctuation') {
    add(painter, kind, { start, end });
    return;
  }
  let at = start;
  while (at < end) {
    const word = afterSpace(painter.text, at, end);
    add(painter, 'blank', { start: at, end: word });
    at = word;
    while (at < end && afterSpace(painter.text, at, at + 1) === at) at += 1;
    add(painter, 'punctuation', { start: word, end: at });
  }
}

function add({ ranges }: Painter, kind: SourceRangeKind, { start, end }: TextRange): void {
  if (start < end) ranges.push({ kind, start, end });
}

const HASH = 0x23;
const BACKSLASH = 0x5c;

/**
 * Where a reader stands in a file that pip cuts with Python's `str.splitlines()`. It moves on with
 * `nextPhysicalLine`, and keeps only numbers: a file may have millions of lines.
 */
export interface LineCursor {
  /** Of the line it stands on, from 1; 0 before the first. */
  number: number;
  start: number;
  /** Without what ends the line. */
  end: number;
  /** Where the next line starts. */
  next: number;
  /** The next line feed, and the next separator that is neither it nor `\r\n`: both were looked for before. */
  lineFeed: number;
  oddSeparator: number;
}

/** Stands before the first line, behind a byte order mark. */
export function startOfLines(text: string): LineCursor {
  const start = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  return { number: 0, start, end: start, next: start, lineFeed: -1, oddSeparator: -1 };
}

/** Moves to the next line. `false` where there is none: behind the last separator no line begins. */
export function nextPhysicalLine(text: string, cursor: LineCursor): boolean {
  const start = cursor.next;
  if (start >= text.length) return false;
  if (cursor.lineFeed < start) cursor.lineFeed = firstOf(text.indexOf('\n', start), text);
  if (cursor.oddSeparator < start) cursor.oddSeparator = oddSeparatorFrom(text, start);
  const isOdd = cursor.oddSeparator < cursor.lineFeed;
  const end = isOdd ? cursor.oddSeparator : cursor.lineFeed;
  const hasReturn = !isOdd && end > start && end < text.length && text.charCodeAt(end - 1) === RETURN;
  cursor.number += 1;
  cursor.start = start;
  cursor.end = hasReturn ? end - 1 : end;
  cursor.next = end + 1;
  return true;
}

const BYTE_ORDER_MARK = 0xfeff;
const RETURN = 0x0d;
/** pip ends a line here, too, where most editors show nothing of the kind. */
// oxlint-disable-next-line no-control-regex -- the control characters are what pip splits at
const ODD_SEPARATOR = /[\v\f\x1c-\x1e\x85\u2028\u2029]|\r(?!\n)/g;

function oddSeparatorFrom(text: string, start: number): number {
  ODD_SEPARATOR.lastIndex = start;
  return ODD_SEPARATOR.test(text) ? ODD_SEPARATOR.lastIndex - 1 : text.length;
}

function firstOf(found: number, text: string): number {
  return found < 0 ? text.length : found;
}

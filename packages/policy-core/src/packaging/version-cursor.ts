import type { VersionNumber } from './version.ts';

/** A place in the text of a version, moved on by whoever reads there. */
export interface VersionCursor {
  readonly text: string;
  at: number;
  /** A number with too many digits was met; zero stands in its place. */
  oversized: boolean;
}

/** The character at the cursor; 0 behind the end, which is no character of any version. */
export function codeAt({ text, at }: VersionCursor): number {
  return at < text.length ? text.charCodeAt(at) : 0;
}

/** Goes past one of `.`, `-` and `_`, if there is one. */
export function skipSeparator(cursor: VersionCursor): void {
  if (isSeparator(codeAt(cursor))) cursor.at += 1;
}

export function isSeparator(code: number): boolean {
  return code === DOT || code === DASH || code === UNDERSCORE;
}

export function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

/** Goes past a word, whatever its case; false, and the cursor stays, when it does not stand there. */
export function skipWord(cursor: VersionCursor, word: string): boolean {
  const { text, at } = cursor;
  if (at + word.length > text.length) return false;
  for (let index = 0; index < word.length; index += 1) {
    if ((text.charCodeAt(at + index) | LOWER_CASE) !== word.charCodeAt(index)) return false;
  }
  cursor.at = at + word.length;
  return true;
}

/** Goes past the digits at the cursor; `undefined` when there are none. */
export function readNumber(cursor: VersionCursor): VersionNumber | undefined {
  const { text, at: start } = cursor;
  let at = start;
  let value = 0;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (!isDigit(code)) break;
    value = value * 10 + (code - ZERO);
  }
  if (at === start) return undefined;
  cursor.at = at;
  return at - start <= EXACT_DIGITS ? value : longNumber(cursor, start);
}

function longNumber(cursor: VersionCursor, start: number): VersionNumber {
  if (cursor.at - start > MOST_DIGITS) {
    cursor.oversized = true;
    return 0;
  }
  const exact = BigInt(cursor.text.slice(start, cursor.at));
  return exact <= Number.MAX_SAFE_INTEGER ? Number(exact) : exact;
}

/** So many digits never add up to more than a double can tell from its neighbours. */
const EXACT_DIGITS = 15;
/** Python refuses to read longer ones, zeros in front included. */
const MOST_DIGITS = 4300;
/** The bit that tells small letters from capitals. */
const LOWER_CASE = 0x20;
const ZERO = 0x30;
const NINE = 0x39;
const DOT = 0x2e;
const DASH = 0x2d;
const UNDERSCORE = 0x5f;

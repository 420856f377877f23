import type { VersionNumber } from './version.ts';

/** A place in the text of a version, moved on by whoever reads there. Every character is looked at once, for speed. */
export interface VersionCursor {
  readonly text: string;
  at: number;
  /** The character at the cursor; 0 behind the end, which is no character of any version. */
  code: number;
  /** A number with too many digits was met; zero stands in its place. */
  oversized: boolean;
}

export function cursorOn(text: string): VersionCursor {
  return { text, at: 0, code: codeIn(text, 0), oversized: false };
}

export function passCharacter(cursor: VersionCursor): void {
  moveTo(cursor, cursor.at + 1);
}

/** Goes past one of `.`, `-` and `_` and returns it; 0 when there is none. */
export function passSeparator(cursor: VersionCursor): number {
  const { code } = cursor;
  if (!isSeparator(code)) return 0;
  passCharacter(cursor);
  return code;
}

/** Goes past a word, whatever its case; false, and the cursor stays, when it does not stand there. */
export function passWord(cursor: VersionCursor, word: readonly number[]): boolean {
  const { text, at } = cursor;
  for (let index = 0; index < word.length; index += 1) {
    if (inLowerCase(codeIn(text, at + index)) !== word[index]) return false;
  }
  moveTo(cursor, at + word.length);
  return true;
}

/** A word as {@link passWord} wants it; in small letters. */
export function codesOf(word: string): readonly number[] {
  return Array.from(word, (letter) => letter.charCodeAt(0));
}

/** Goes past the digits at the cursor; `undefined` when there are none. */
export function readVersionNumber(cursor: VersionCursor): VersionNumber | undefined {
  const { text, at: start } = cursor;
  let { at, code } = cursor;
  if (!isDigit(code)) return undefined;
  let value = 0;
  do {
    value = value * 10 + (code - ZERO);
    at += 1;
    code = codeIn(text, at);
  } while (isDigit(code));
  cursor.at = at;
  cursor.code = code;
  return at - start <= EXACT_DIGITS ? value : longNumber(cursor, start);
}

/** The same for a capital and its small letter. What is no letter does not become one. */
export function inLowerCase(code: number): number {
  return code | LOWER_CASE;
}

export function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

export function isSeparator(code: number): boolean {
  return code === DOT || code === DASH || code === UNDERSCORE;
}

function longNumber(cursor: VersionCursor, start: number): VersionNumber {
  if (cursor.at - start > MOST_DIGITS) {
    cursor.oversized = true;
    return 0;
  }
  const exact = BigInt(cursor.text.slice(start, cursor.at));
  return exact <= Number.MAX_SAFE_INTEGER ? Number(exact) : exact;
}

function moveTo(cursor: VersionCursor, at: number): void {
  cursor.at = at;
  cursor.code = codeIn(cursor.text, at);
}

function codeIn(text: string, at: number): number {
  return at < text.length ? text.charCodeAt(at) : 0;
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

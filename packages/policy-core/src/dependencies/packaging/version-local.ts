import type { LocalVersion, VersionNumber } from './version.ts';
import {
  inLowerCase,
  isDigit,
  isSeparator,
  passCharacter,
  readVersionNumber,
  type VersionCursor,
} from './version-cursor.ts';

/** Reads `+cu121.4`. Stays before a plus or a separator that leads nowhere; `undefined` when there is no part. */
export function readLocal(cursor: VersionCursor): LocalVersion | undefined {
  if (cursor.code !== PLUS) return undefined;
  const first = readPart(cursor);
  if (first === undefined) return undefined;
  const parts = [first];
  while (isSeparator(cursor.code)) {
    const next = readPart(cursor);
    if (next === undefined) break;
    parts.push(next);
  }
  return parts;
}

/** Behind a plus or a separator: a number when it is nothing but digits. */
function readPart(cursor: VersionCursor): string | VersionNumber | undefined {
  const { at, code, oversized } = cursor;
  passCharacter(cursor);
  const number = readVersionNumber(cursor);
  if (isLetter(cursor.code)) {
    cursor.oversized = oversized;
    return readWord(cursor, at + 1);
  }
  if (number === undefined) {
    cursor.at = at;
    cursor.code = code;
  }
  return number;
}

/** Digits in front of it have been read: they are part of it. */
function readWord(cursor: VersionCursor, start: number): string {
  while (isLetter(cursor.code) || isDigit(cursor.code)) passCharacter(cursor);
  return cursor.text.slice(start, cursor.at).toLowerCase();
}

function isLetter(code: number): boolean {
  const letter = inLowerCase(code);
  return letter >= 0x61 && letter <= 0x7a;
}

const PLUS = 0x2b;

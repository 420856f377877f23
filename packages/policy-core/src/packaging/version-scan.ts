import type { LocalVersion, PreRelease, Release, Version, VersionNumber } from './version.ts';
import {
  codeAt,
  isDigit,
  isSeparator,
  readNumber,
  skipSeparator,
  skipWord,
  type VersionCursor,
} from './version-cursor.ts';

export interface ScannedVersion {
  readonly version: Version;
  /** It has the form of a version, but a number with more digits than Python reads: zero stands in its place. */
  readonly oversized: boolean;
}

/**
 * Reads a version by hand, from left to right and never back by more than a word: a specifier may name
 * any text, and this is where most of the time of a comparison goes. `undefined` when the text, white
 * space included, has not the form of a version.
 */
export function scanVersion(text: string): ScannedVersion | undefined {
  const cursor: VersionCursor = { text, at: 0, oversized: false };
  skipWord(cursor, 'v');
  const first = readRelease(cursor);
  if (first === undefined) return undefined;
  const hasEpoch = first.length === 1 && codeAt(cursor) === EXCLAMATION_MARK;
  if (hasEpoch) cursor.at += 1;
  const release = hasEpoch ? readRelease(cursor) : first;
  if (release === undefined) return undefined;
  const version = readSuffixes(cursor, hasEpoch ? first[0] : 0, release);
  return cursor.at === text.length ? { version, oversized: cursor.oversized } : undefined;
}

function readRelease(cursor: VersionCursor): Release | undefined {
  const first = readNumber(cursor);
  if (first === undefined) return undefined;
  const release: [VersionNumber, ...VersionNumber[]] = [first];
  while (codeAt(cursor) === DOT && isDigit(cursor.text.charCodeAt(cursor.at + 1))) {
    cursor.at += 1;
    release.push(readNumber(cursor) ?? 0);
  }
  return release;
}

function readSuffixes(cursor: VersionCursor, epoch: VersionNumber, release: Release): Version {
  if (cursor.at === cursor.text.length) {
    return { epoch, release, pre: undefined, post: undefined, dev: undefined, local: undefined };
  }
  const pre = readPre(cursor);
  const post = readPost(cursor);
  const dev = readSuffix(cursor, skipDevWord) ? readSuffixNumber(cursor) : undefined;
  return { epoch, release, pre, post, dev, local: readLocal(cursor) };
}

function readPre(cursor: VersionCursor): PreRelease | undefined {
  const start = cursor.at;
  skipSeparator(cursor);
  const phase = readPhase(cursor);
  if (phase !== undefined) return { phase, number: readSuffixNumber(cursor) };
  cursor.at = start;
  return undefined;
}

/** The long spelling of a word is tried before the short one that it begins with. */
function readPhase(cursor: VersionCursor): PreRelease['phase'] | undefined {
  if (skipWord(cursor, 'alpha') || skipWord(cursor, 'a')) return 'a';
  if (skipWord(cursor, 'beta') || skipWord(cursor, 'b')) return 'b';
  const isCandidate =
    skipWord(cursor, 'rc') || skipWord(cursor, 'c') || skipWord(cursor, 'preview') || skipWord(cursor, 'pre');
  return isCandidate ? 'rc' : undefined;
}

/** `-1` alone is a post-release too. */
function readPost(cursor: VersionCursor): VersionNumber | undefined {
  if (codeAt(cursor) === DASH && isDigit(cursor.text.charCodeAt(cursor.at + 1))) {
    cursor.at += 1;
    return readNumber(cursor);
  }
  return readSuffix(cursor, skipPostWord) ? readSuffixNumber(cursor) : undefined;
}

function skipPostWord(cursor: VersionCursor): boolean {
  return skipWord(cursor, 'post') || skipWord(cursor, 'rev') || skipWord(cursor, 'r');
}

function skipDevWord(cursor: VersionCursor): boolean {
  return skipWord(cursor, 'dev');
}

/** Goes past the word and a separator in front of it, or nowhere. */
function readSuffix(cursor: VersionCursor, skipItsWord: (cursor: VersionCursor) => boolean): boolean {
  const start = cursor.at;
  skipSeparator(cursor);
  if (skipItsWord(cursor)) return true;
  cursor.at = start;
  return false;
}

/** Zero when it is not written: `1.0rc` is `1.0rc0`. A separator counts even with nothing behind it. */
function readSuffixNumber(cursor: VersionCursor): VersionNumber {
  skipSeparator(cursor);
  return readNumber(cursor) ?? 0;
}

/** The cursor stays before the plus when what follows is no local part, which makes the text no version. */
function readLocal(cursor: VersionCursor): LocalVersion | undefined {
  const start = cursor.at;
  if (codeAt(cursor) !== PLUS) return undefined;
  const parts: (string | VersionNumber)[] = [];
  do {
    cursor.at += 1;
    const part = readLocalPart(cursor);
    if (part === undefined) {
      cursor.at = start;
      return undefined;
    }
    parts.push(part);
  } while (isSeparator(codeAt(cursor)));
  return parts;
}

/** A number when it is nothing but digits. */
function readLocalPart(cursor: VersionCursor): string | VersionNumber | undefined {
  const { at: start, oversized } = cursor;
  const number = readNumber(cursor);
  if (!isLetter(codeAt(cursor))) return number;
  cursor.oversized = oversized;
  while (isLetter(codeAt(cursor)) || isDigit(codeAt(cursor))) cursor.at += 1;
  return cursor.text.slice(start, cursor.at).toLowerCase();
}

function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

const EXCLAMATION_MARK = 0x21;
const PLUS = 0x2b;
const DASH = 0x2d;
const DOT = 0x2e;

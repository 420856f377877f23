import type { PreRelease, Release, Version, VersionNumber } from './version.ts';
import {
  codesOf,
  inLowerCase,
  isDigit,
  passCharacter,
  passSeparator,
  passWord,
  readVersionNumber,
  type VersionCursor,
} from './version-cursor.ts';
import { readLocal } from './version-local.ts';

/**
 * Reads what follows the release: `rc1`, `.post2`, `.dev3`, each with or without a separator in front and
 * behind, and the local part. `undefined` when a separator leads to none of them, which no version allows.
 */
export function readSuffixes(
  cursor: VersionCursor,
  epoch: VersionNumber,
  release: Release,
): Version | undefined {
  let separator = passSeparator(cursor);
  const pre = readPre(cursor);
  if (pre !== undefined) separator = passSeparator(cursor);
  const post = readPost(cursor, separator);
  if (post !== undefined) separator = passSeparator(cursor);
  const dev = readDev(cursor);
  if (separator !== 0 && dev === undefined) return undefined;
  return { epoch, release, pre, post, dev, local: readLocal(cursor) };
}

function readPre(cursor: VersionCursor): PreRelease | undefined {
  const phase = readPhase(cursor);
  return phase === undefined ? undefined : { phase, number: readSuffixNumber(cursor) };
}

/** The long spelling of a word begins with the short one, and is taken whole or not at all. */
function readPhase(cursor: VersionCursor): PreRelease['phase'] | undefined {
  switch (inLowerCase(cursor.code)) {
    case LETTER.a:
      passCharacter(cursor);
      passWord(cursor, LPHA);
      return 'a';
    case LETTER.b:
      passCharacter(cursor);
      passWord(cursor, ETA);
      return 'b';
    case LETTER.c:
      passCharacter(cursor);
      return 'rc';
    case LETTER.r:
      return passWord(cursor, RC) ? 'rc' : undefined;
    case LETTER.p:
      return passWord(cursor, PREVIEW) || passWord(cursor, PRE) ? 'rc' : undefined;
    default:
      return undefined;
  }
}

/** `-1` alone is a post-release too. */
function readPost(cursor: VersionCursor, separator: number): VersionNumber | undefined {
  if (separator === DASH && isDigit(cursor.code)) return readVersionNumber(cursor);
  return passPostWord(cursor) ? readSuffixNumber(cursor) : undefined;
}

function passPostWord(cursor: VersionCursor): boolean {
  const letter = inLowerCase(cursor.code);
  if (letter === LETTER.p) return passWord(cursor, POST);
  if (letter !== LETTER.r) return false;
  passCharacter(cursor);
  passWord(cursor, EV);
  return true;
}

function readDev(cursor: VersionCursor): VersionNumber | undefined {
  const isDev = inLowerCase(cursor.code) === LETTER.d && passWord(cursor, DEV);
  return isDev ? readSuffixNumber(cursor) : undefined;
}

/** Zero when it is not written: `1.0rc` is `1.0rc0`. A separator counts even with nothing behind it. */
function readSuffixNumber(cursor: VersionCursor): VersionNumber {
  passSeparator(cursor);
  return readVersionNumber(cursor) ?? 0;
}

const LPHA = codesOf('lpha');
const ETA = codesOf('eta');
const RC = codesOf('rc');
const PREVIEW = codesOf('preview');
const PRE = codesOf('pre');
const POST = codesOf('post');
const EV = codesOf('ev');
const DEV = codesOf('dev');
const LETTER = { a: 0x61, b: 0x62, c: 0x63, d: 0x64, p: 0x70, r: 0x72 } as const;
const DASH = 0x2d;

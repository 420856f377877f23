import type { Release, Version, VersionNumber } from './version.ts';
import { inLowerCase, passCharacter, readVersionNumber, type VersionCursor } from './version-cursor.ts';
import { readSuffixes } from './version-suffixes.ts';

/**
 * Reads a version by hand, from left to right: a requirements file may hold any text, and this is where most
 * of the time of a comparison goes. `undefined` when the text, white space included, has not the form of a
 * version. What has the form alone, the cursor knows: see `oversized`.
 */
export function scanVersion(cursor: VersionCursor): Version | undefined {
  if (inLowerCase(cursor.code) === SMALL_V) passCharacter(cursor);
  const first = readRelease(cursor);
  if (first === undefined) return undefined;
  const hasEpoch = first.length === 1 && cursor.code === EXCLAMATION_MARK;
  if (hasEpoch) passCharacter(cursor);
  const release = hasEpoch ? readRelease(cursor) : first;
  if (release === undefined) return undefined;
  const epoch = hasEpoch ? first[0] : 0;
  if (cursor.at === cursor.text.length) return plainVersion(epoch, release);
  const version = readSuffixes(cursor, epoch, release);
  return cursor.at === cursor.text.length ? version : undefined;
}

function plainVersion(epoch: VersionNumber, release: Release): Version {
  return { epoch, release, pre: undefined, post: undefined, dev: undefined, local: undefined };
}

/** An array that grows by one takes room for many more: the usual lengths are made as they are. */
function readRelease(cursor: VersionCursor): Release | undefined {
  const first = readVersionNumber(cursor);
  if (first === undefined) return undefined;
  const second = readNextNumber(cursor);
  if (second === undefined) return [first];
  const third = readNextNumber(cursor);
  if (third === undefined) return [first, second];
  const release: [VersionNumber, ...VersionNumber[]] = [first, second, third];
  for (let next = readNextNumber(cursor); next !== undefined; next = readNextNumber(cursor)) {
    release.push(next);
  }
  return release;
}

/** The number behind a dot. A dot with no digit behind it is left for the suffixes. */
function readNextNumber(cursor: VersionCursor): VersionNumber | undefined {
  if (cursor.code !== DOT) return undefined;
  passCharacter(cursor);
  const number = readVersionNumber(cursor);
  if (number !== undefined) return number;
  cursor.at -= 1;
  cursor.code = DOT;
  return undefined;
}

const SMALL_V = 0x76;
const EXCLAMATION_MARK = 0x21;
const DOT = 0x2e;

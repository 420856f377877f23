import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs';

import { observed, unobserved, type FileContent, type Known } from '@lockkeeper/policy-core';

import { errorCode } from '../../system/error-code.ts';
import { isNotFound, type ResolvedLocation } from '../../system/path-resolution.ts';
import { contentOfBytes, MAX_FILE_BYTES, tooLarge, unreadable } from './file-bytes.ts';

/** Neither a link nor a pipe may be waiting at the path between the look and the opening. */
const READ_WITHOUT_FOLLOWING = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Follows no symbolic link, so that a repository cannot make us read what lies outside. Whoever reads thousands of
 * small files waits longer for promises than for the disk, so there are none in here.
 */
export function readDiskFile(path: string, placeOf: (path: string) => ResolvedLocation): Known<FileContent> {
  try {
    const place = placeOf(path);
    if (place.kind === 'outside') return observed(unreadable('it lies outside the repository'));
    if (place.kind === 'behind-link') {
      return observed(unreadable(`${place.folder} is a symbolic link, which is not followed`));
    }
    const obstacle = obstacleIn(lstatSync(place.location));
    return observed(obstacle ?? readRegularFile(path, place.location));
  } catch (error) {
    if (isNotFound(error)) return observed({ kind: 'absent' });
    if (errorCode(error) === 'ELOOP') return observed(unreadable('it is a symbolic link'));
    return unobserved(readingProblem(error));
  }
}

/** A clause about a failed system call. */
export function readingProblem(error: unknown): string {
  const code = errorCode(error);
  if (code === 'EACCES' || code === 'EPERM') return 'permission is denied';
  if (code === 'EMFILE' || code === 'ENFILE') return 'too many files are open';
  return `reading failed (${code ?? String(error)})`;
}

function obstacleIn(found: Stats): FileContent | undefined {
  if (found.isSymbolicLink()) return unreadable('it is a symbolic link');
  if (found.isDirectory()) return unreadable('it is a folder');
  if (!found.isFile()) return unreadable('it is not a regular file');
  return found.size > MAX_FILE_BYTES ? tooLarge(found.size) : undefined;
}

function readRegularFile(path: string, location: Buffer): FileContent {
  const file = openSync(location, READ_WITHOUT_FOLLOWING);
  try {
    const obstacle = obstacleIn(fstatSync(file));
    if (obstacle !== undefined) return obstacle;
    const bytes = readBounded(file);
    return bytes.length > MAX_FILE_BYTES ? tooLarge(bytes.length) : contentOfBytes(path, bytes);
  } finally {
    closeSync(file);
  }
}

/** Used for every file, one after the other: what is read must be made a text before the next one. */
const ENOUGH_FOR_MOST = Buffer.allocUnsafeSlow(64 * 1024);

/** At most one byte too much, also when the file grows while it is read. */
function readBounded(file: number): Buffer {
  const first = readInto(ENOUGH_FOR_MOST, file, 0);
  if (first < ENOUGH_FOR_MOST.length) return ENOUGH_FOR_MOST.subarray(0, first);
  const bytes = Buffer.allocUnsafe(MAX_FILE_BYTES + 1);
  ENOUGH_FOR_MOST.copy(bytes);
  return bytes.subarray(0, readInto(bytes, file, first));
}

/** Up to the end of the file, or of the buffer; returns how much the buffer holds then. */
function readInto(buffer: Buffer, file: number, held: number): number {
  let end = held;
  while (end < buffer.length) {
    const count = readSync(file, buffer, end, buffer.length - end, null);
    if (count === 0) break;
    end += count;
  }
  return end;
}

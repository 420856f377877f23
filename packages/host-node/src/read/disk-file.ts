import { constants, type Stats } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';

import { observed, unobserved, type FileContent, type Known } from '@lockkeeper/policy-core';

import { errorCode } from '../error-code.ts';
import { isAbsence, placeInRepository } from '../place-in-repository.ts';
import { contentOfBytes, MAX_FILE_BYTES, tooLarge, unreadable } from './file-bytes.ts';

/** Neither a link nor a pipe may be waiting at the path between the look and the opening. */
const READ_WITHOUT_FOLLOWING = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Follows no symbolic link, so that a repository cannot make us read what lies outside. */
export async function readDiskFile(root: string, path: string): Promise<Known<FileContent>> {
  try {
    const place = await placeInRepository(root, path);
    if (place.kind === 'outside') return observed(unreadable('it lies outside the repository'));
    if (place.kind === 'behind-link') {
      return observed(unreadable(`${place.folder} is a symbolic link, which is not followed`));
    }
    const obstacle = obstacleIn(await lstat(place.location));
    return observed(obstacle ?? (await readRegularFile(path, place.location)));
  } catch (error) {
    if (isAbsence(error)) return observed({ kind: 'absent' });
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

async function readRegularFile(path: string, location: Buffer): Promise<FileContent> {
  const file = await open(location, READ_WITHOUT_FOLLOWING);
  try {
    const obstacle = obstacleIn(await file.stat());
    if (obstacle !== undefined) return obstacle;
    const bytes = await readBounded(file);
    return bytes.length > MAX_FILE_BYTES ? tooLarge(bytes.length) : contentOfBytes(path, bytes);
  } finally {
    await file.close();
  }
}

/** At most one byte too much, also when the file grows while it is read. */
async function readBounded(file: FileHandle): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const stream = file.createReadStream({ start: 0, end: MAX_FILE_BYTES, autoClose: false });
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

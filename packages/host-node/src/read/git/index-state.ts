import { open, readdir, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { errorCode } from '../../system/error-code.ts';
import { isNotFound } from '../../system/path-resolution.ts';
import { printed, type RunGitCommand } from './git-command.ts';

/** Before the entries: a mark, the version, how many there are. */
const HEADER_BYTES = 12;
/** The checksum of all that stands before it: 20 bytes, or 32 in SHA-256 repositories. */
const CHECKSUM_BYTES = 32;
const SHORTER_CHECKSUM_BYTES = 20;
/** The only version that has no room for the bit that leaves a file out on disk. */
const PLAIN_VERSION = 2;

/**
 * What tells one state of the index from another without reading it: what the disk says of the file, and its checksum.
 * Unobserved where what git lists depends on more than that file: on files on disk, or on another half of the index.
 */
export async function indexState(git: RunGitCommand, root: string): Promise<Known<string>> {
  const answer = printed(await git(['rev-parse', '--git-path', 'index']));
  if (!answer.known) return answer;
  const location = path.resolve(root, answer.value.toString('utf8').replace(/\r?\n$/, ''));
  try {
    if (await isSplit(location)) return unobserved('the index is split into two files');
    const file = await open(location);
    try {
      return await stateOf(file);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isNotFound(error)) return observed('absent');
    return unobserved(`the index could not be read (${errorCode(error) ?? String(error)})`);
  }
}

async function isSplit(location: string): Promise<boolean> {
  const names = await readdir(path.dirname(location));
  return names.some((name) => name.startsWith('sharedindex.'));
}

async function stateOf(file: FileHandle): Promise<Known<string>> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await file.stat({ bigint: true });
  const header = await bytesAt(file, { start: 0, length: HEADER_BYTES });
  if (header.length < HEADER_BYTES || header.readUInt32BE(4) !== PLAIN_VERSION)
    return unobserved('the index may leave files out on disk');
  const checksum = await bytesAt(file, { start: Number(size) - CHECKSUM_BYTES, length: CHECKSUM_BYTES });
  if (checksum.subarray(-SHORTER_CHECKSUM_BYTES).every((byte) => byte === 0))
    return unobserved('the index has no checksum');
  return observed([dev, ino, size, mtimeNs, ctimeNs, checksum.toString('hex')].join(' '));
}

async function bytesAt(
  file: FileHandle,
  { start, length }: { readonly start: number; readonly length: number },
): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, Math.max(start, 0));
  return buffer.subarray(0, bytesRead);
}

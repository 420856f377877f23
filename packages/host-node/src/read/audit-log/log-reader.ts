import { createHash, hash as hashOf } from 'node:crypto';

import type { LogBytes } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { besideLog, bytesBetween, logPart, readingFile } from './log-part.ts';
import { resolveInRepository } from '../../system/path-resolution.ts';
import { readingProblem } from '../files/disk-file.ts';

/** So much is hashed at once. */
const CHUNK_BYTES = 4 * 1024 * 1024;

/** Follows no symbolic link, and nothing outside of `root`. */
export function createLogReader(root: string): LogBytes {
  return {
    since: async (path, bytes) => await seen(root, path, async (location) => await logPart(location, bytes)),
    end: async (path) =>
      await seen(root, besideLog(path).ending, async (location) =>
        readingFile(location, async (file) => await file.readFile('utf8')),
      ),
    digest: async (path, bytes) =>
      await seen(root, path, async (location) => await digestOf(location, bytes)),
    sha256: (text) => hashOf('sha256', text),
  };
}

async function seen<T>(
  root: string,
  path: string,
  read: (location: Buffer) => Promise<T>,
): Promise<Known<T>> {
  try {
    const place = await resolveInRepository(root, path);
    if (place.kind === 'inside') return observed(await read(place.location));
    return unobserved(
      place.kind === 'outside'
        ? 'it lies outside the repository'
        : `${place.folder} is a symbolic link, which is not followed`,
    );
  } catch (error) {
    return unobserved(readingProblem(error));
  }
}

async function digestOf(location: Buffer, bytes: number): Promise<string | undefined> {
  return await readingFile(location, async (file) => {
    const hash = createHash('sha256');
    for (let at = 0; at < bytes; at += CHUNK_BYTES) {
      const chunk = await bytesBetween(file, at, Math.min(at + CHUNK_BYTES, bytes));
      if (chunk.length < Math.min(CHUNK_BYTES, bytes - at)) return undefined;
      hash.update(chunk);
    }
    return hash.digest('hex');
  });
}

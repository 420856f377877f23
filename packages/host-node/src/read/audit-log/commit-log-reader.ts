import { createHash, hash as hashOf } from 'node:crypto';

import type { LogBytes } from '@lockkeeper/operations/ports';
import { observed, type Known } from '@lockkeeper/policy-core';

import { besideLog, partOf } from './log-part.ts';
import { fileAt } from '../git/commit-file.ts';
import { gitCommandIn } from '../git/git-command.ts';

/**
 * Logs as they stand in a commit of the repository whose folder is `root`.
 *
 * @param commit `undefined` where there is none, so that there are no logs either; unobserved where nobody could look.
 */
export function createCommitLogReader(root: string, commit: Known<string | undefined>): LogBytes {
  const git = gitCommandIn(root);
  // What stands in a commit never changes.
  const files = new Map<string, Promise<Known<Buffer | undefined>>>();
  const bytesAt = async (path: string): Promise<Known<Buffer | undefined>> => {
    if (!commit.known || commit.value === undefined) return commit.known ? observed(undefined) : commit;
    const file = files.get(path) ?? fileAt(git, { commit: commit.value, path });
    files.set(path, file);
    return await file;
  };
  const ofFile = async <T>(path: string, read: (bytes: Buffer) => T): Promise<Known<T | undefined>> => {
    const bytes = await bytesAt(path);
    return bytes.known ? observed(bytes.value && read(bytes.value)) : bytes;
  };
  return {
    since: async (path, from) => await ofFile(path, (bytes) => partOf(bytes, from)),
    end: async (path) => await ofFile(besideLog(path).ending, (bytes) => bytes.toString('utf8')),
    digest: async (path, length) => await ofFile(path, (bytes) => digestOf(bytes, length)),
    sha256: (text) => hashOf('sha256', text),
  };
}

function digestOf(bytes: Buffer, length: number): string | undefined {
  if (bytes.length < length) return undefined;
  return createHash('sha256').update(bytes.subarray(0, length)).digest('hex');
}

import type { FileContent, Known } from '@lockkeeper/policy-core';

import type { Observers } from '../ports/index.ts';
import type { ReadFiles } from './policy-file.ts';

/** Reads from a commit, or from disk for `worktree`. */
export function readerAt(head: string, { files, git }: Observers): ReadFiles {
  if (head === 'worktree' || git === undefined) {
    return async (paths) =>
      new Map<string, Known<FileContent>>(
        await Promise.all(paths.map(async (path) => [path, await files.read(path)] as const)),
      );
  }
  return (paths) => (paths.length === 0 ? Promise.resolve(new Map()) : git.readAt(head, paths));
}

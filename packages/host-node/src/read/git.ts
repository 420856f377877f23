import type { Git } from '@lockkeeper/operations/ports';
import type { Known } from '@lockkeeper/policy-core';

import { changesIn } from './changes.ts';
import { findDefaultBranch, findMergeBase, relationOf, resolveCommit } from './commit-history.ts';
import { describeRepository } from './describe-repository.ts';
import { gitIn } from './git-command.ts';
import { listFilesAt, listFilesOnDisk } from './list-files.ts';
import { readFilesAt } from './read-at.ts';

/** Knows which files on disk git ignores. */
export interface DiskListing {
  listOnDisk(folders: readonly string[]): Promise<Known<readonly string[]>>;
}

/** `root` is what `findRepository` found: the top folder, or the git folder of a bare repository. */
export function createGit(root: string, { timeoutMs }: { timeoutMs?: number } = {}): Git & DiskListing {
  const git = gitIn(root, timeoutMs);
  return {
    describe: () => describeRepository(git),
    resolve: (name) => resolveCommit(git, name),
    mergeBase: (a, b) => findMergeBase(git, a, b),
    changes: (range) => changesIn(git, root, range),
    readAt: (commit, paths) => readFilesAt(git, commit, paths),
    listAt: (commit, folders) => listFilesAt(git, commit, folders),
    relation: (sha, head) => relationOf(git, sha, head),
    defaultBranch: () => findDefaultBranch(git),
    listOnDisk: (folders) => listFilesOnDisk(git, root, folders),
  };
}

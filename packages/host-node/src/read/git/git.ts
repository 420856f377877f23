import type { CommitRange, Git } from '@lockkeeper/operations/ports';

import type { DiskListing } from '../files/file-system.ts';
import { changesIn } from './changes.ts';
import { commitsIn } from './commits.ts';
import {
  findDefaultBranch,
  findMergeBase,
  findMergeBases,
  relationOf,
  resolveCommit,
} from './commit-history.ts';
import { describeRepository } from './describe-repository.ts';
import { digestsAt } from './digests-at.ts';
import { readFoldersAt } from './folders-at.ts';
import { gitCommandIn } from './git-command.ts';
import { linesWith } from './lines-with.ts';
import { readLinksAt } from './links.ts';
import { listFilesAt, listFilesOnDisk, trackedFiles } from './list-files.ts';
import { branchesWith, tagsAt } from './names-of-commit.ts';
import { nameInFull } from './name-in-full.ts';
import { readFilesAt } from './read-at.ts';

export interface GitOptions {
  readonly timeoutMs?: number;
  /** Variables for every question, such as where else git finds objects. */
  readonly env?: Readonly<Record<string, string>>;
  /** A file of rules, as in `.gitignore`, that say what is left out on disk instead of those that lie there. */
  readonly ignoreRules?: string;
}

/**
 * `root` is what `findRepository` found: the top folder, or the git folder of a bare repository. Names of commits
 * are read as `nameInFull` has it.
 */
export function createGit(root: string, { timeoutMs, env, ignoreRules }: GitOptions = {}): Git & DiskListing {
  const git = gitCommandIn(root, timeoutMs, env);
  const full = (name: string) => nameInFull(git, name);
  const inFull = async ({ from, to }: CommitRange) => ({
    from: await full(from),
    to: to === 'worktree' ? to : await full(to),
  });
  return {
    describe: () => describeRepository(git),
    resolve: async (name) => resolveCommit(git, await full(name)),
    mergeBase: async (a, b) => findMergeBase(git, await full(a), await full(b)),
    mergeBases: async (a, b) => findMergeBases(git, await full(a), await full(b)),
    changes: async (range) => changesIn(git, { root, ignoreRules }, await inFull(range)),
    readAt: async (commit, paths) => readFilesAt(git, { commit: await full(commit), paths }),
    digestsAt: async (commit, paths) => digestsAt(git, { commit: await full(commit), paths }),
    listAt: async (commit, folders) => listFilesAt(git, await full(commit), folders),
    tracked: () => trackedFiles(git),
    linksAt: async (commit, paths) => readLinksAt(git, { commit: await full(commit), paths }),
    foldersAt: async (commit, folders) => readFoldersAt(git, await full(commit), folders),
    linesWith: async (commit, search) => linesWith(git, await full(commit), search),
    commits: async (range) => commitsIn(git, await inFull(range)),
    branchesWith: async (commit) => branchesWith(git, await full(commit)),
    tagsAt: async (commit) => tagsAt(git, await full(commit)),
    relation: async (sha, head) => relationOf(git, sha, await full(head)),
    defaultBranch: () => findDefaultBranch(git),
    listOnDisk: (folders) => listFilesOnDisk(git, root, folders),
  };
}

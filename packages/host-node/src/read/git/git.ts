import type { Git } from '@lockkeeper/operations/ports';

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
import { listFilesAt, listFilesOnDisk } from './list-files.ts';
import { branchesWith, tagsAt } from './names-of-commit.ts';
import { readFilesAt } from './read-at.ts';

export interface GitOptions {
  readonly timeoutMs?: number;
  /** Variables for every question, such as where else git finds objects. */
  readonly env?: Readonly<Record<string, string>>;
  /** A file of rules, as in `.gitignore`, that say what is left out on disk instead of those that lie there. */
  readonly ignoreRules?: string;
}

/** `root` is what `findRepository` found: the top folder, or the git folder of a bare repository. */
export function createGit(root: string, { timeoutMs, env, ignoreRules }: GitOptions = {}): Git & DiskListing {
  const git = gitCommandIn(root, timeoutMs, env);
  return {
    describe: () => describeRepository(git),
    resolve: (name) => resolveCommit(git, name),
    mergeBase: (a, b) => findMergeBase(git, a, b),
    mergeBases: (a, b) => findMergeBases(git, a, b),
    changes: (range) => changesIn(git, { root, ignoreRules }, range),
    readAt: (commit, paths) => readFilesAt(git, { commit, paths }),
    digestsAt: (commit, paths) => digestsAt(git, { commit, paths }),
    listAt: (commit, folders) => listFilesAt(git, commit, folders),
    linksAt: (commit, paths) => readLinksAt(git, { commit, paths }),
    foldersAt: (commit, folders) => readFoldersAt(git, commit, folders),
    linesWith: (commit, search) => linesWith(git, commit, search),
    commits: (range) => commitsIn(git, range),
    branchesWith: (commit) => branchesWith(git, commit),
    tagsAt: (commit) => tagsAt(git, commit),
    relation: (sha, head) => relationOf(git, sha, head),
    defaultBranch: () => findDefaultBranch(git),
    listOnDisk: (folders) => listFilesOnDisk(git, root, folders),
  };
}

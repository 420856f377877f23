import type { Git } from '@lockkeeper/operations/ports';

import type { DiskListing } from '../files/file-system.ts';
import { allBranches } from './all-branches.ts';
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
import { indexState } from './index-state.ts';
import { linesWith } from './lines-with.ts';
import { readLinksAt } from './links.ts';
import { listFilesAt, listFilesOnDisk, trackedFiles } from './list-files.ts';
import { branchesWith, tagsAt } from './names-of-commit.ts';
import type { ListUntracked } from './untracked-files.ts';
import { readFilesAt } from './read-at.ts';
import { readersByName } from './readers-by-name.ts';

export interface GitOptions {
  readonly timeoutMs?: number;
  /** Variables for every question, such as where else git finds objects. */
  readonly env?: Readonly<Record<string, string>>;
  /** Lists the files that git does not know, where not the rules on disk say what is left out. */
  readonly untracked?: ListUntracked;
}

/**
 * `root` is what `findRepository` found: the top folder, or the git folder of a bare repository. Names of commits
 * are read as `nameInFull` has it.
 */
export function createGit(root: string, { timeoutMs, env, untracked }: GitOptions = {}): Git & DiskListing {
  const git = gitCommandIn(root, timeoutMs, env);
  const { named, bothNamed, range, eachAt } = readersByName(git);
  return {
    describe: () => describeRepository(git),
    resolve: (name) => named(name, (full) => resolveCommit(git, full)),
    mergeBase: (a, b) => bothNamed(a, b, (one, other) => findMergeBase(git, one, other)),
    mergeBases: (a, b) => bothNamed(a, b, (one, other) => findMergeBases(git, one, other)),
    changes: (asked) => range(asked, (full) => changesIn(git, { root, untracked }, full)),
    readAt: (name, paths) => eachAt(name, paths, (commit) => readFilesAt(git, { commit, paths })),
    digestsAt: (name, paths) => eachAt(name, paths, (commit) => digestsAt(git, { commit, paths })),
    listAt: (name, folders) => named(name, (commit) => listFilesAt(git, commit, folders)),
    tracked: () => trackedFiles(git),
    indexState: () => indexState(git, root),
    linksAt: (name, paths) => eachAt(name, paths, (commit) => readLinksAt(git, { commit, paths })),
    foldersAt: (name, folders) => eachAt(name, folders, (commit) => readFoldersAt(git, commit, folders)),
    linesWith: (name, search) => named(name, (commit) => linesWith(git, commit, search)),
    commits: (asked) => range(asked, (full) => commitsIn(git, full)),
    branchesWith: (name) => named(name, (commit) => branchesWith(git, commit)),
    allBranches: () => allBranches(git),
    tagsAt: (name) => named(name, (commit) => tagsAt(git, commit)),
    relation: (sha, name) => named(name, (head) => relationOf(git, sha, head)),
    defaultBranch: () => findDefaultBranch(git),
    listOnDisk: (folders) => listFilesOnDisk(git, root, folders),
  };
}

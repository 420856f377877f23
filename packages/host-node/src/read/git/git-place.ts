import path from 'node:path';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { gitCommandIn, printed, type RunGitCommand } from './git-command.ts';

/** Where a repository keeps what git knows of it. All paths are absolute. */
export interface GitPlace {
  /** The top folder of the files. */
  readonly root: string;
  /** Of this worktree: its head, its index. */
  readonly gitDir: string;
  /** Of all worktrees: objects, branches, settings. */
  readonly commonDir: string;
}

/** Where git finds the repository of a top folder, by what lies on disk now. */
export async function gitPlaceOf(root: string, timeoutMs?: number): Promise<Known<GitPlace>> {
  const git = gitCommandIn(root, timeoutMs);
  const outcome = await git(['rev-parse', '--absolute-git-dir', '--git-common-dir']);
  const answer = printed(outcome);
  if (!answer.known) return answer;
  const [gitDir = '', commonDir = ''] = answer.value.toString('utf8').split('\n');
  if (gitDir === '' || commonDir === '') return unobserved('git does not say where the repository is kept');
  return observed({ root, gitDir: path.resolve(root, gitDir), commonDir: path.resolve(root, commonDir) });
}

/** Asks about that repository and no other, whatever lies around its files by now. */
export function gitOfPlace({ root, gitDir }: GitPlace, timeoutMs?: number): RunGitCommand {
  return gitCommandIn(root, timeoutMs, { GIT_DIR: gitDir });
}

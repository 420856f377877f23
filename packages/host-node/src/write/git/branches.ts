import type { Branches } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { isObjectId, linesOf } from '../../read/git/describe-repository.ts';
import { gitProblem } from '../../read/git/git-command.ts';
import type { CommandOutcome } from '../../system/run-command.ts';
import { writeWithGit, type WriteWithGit } from './git-write.ts';

interface BranchesOptions {
  /** Where the variables of git say who commits, they count. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Branches of the repository whose top folder is `root`. */
export function createBranches(root: string, { env = {} }: BranchesOptions = {}): Branches {
  const git = writeWithGit(root);
  return {
    create: async (branch, commit) => okay(await git(['branch', '--no-track', '--', branch, commit])),
    switch: async (branch) => okay(await git(['switch', '--quiet', '--no-guess', branch])),
    restore: async (paths, commit) =>
      okay(await git(['restore', '--quiet', `--source=${commit}`, '--staged', '--worktree', '--', ...paths])),
    delete: (branch, commit) => deleteBranch(git, branch, commit),
    commit: (wanted) => commitPaths(git, { ...wanted, env }),
  };
}

function okay(outcome: CommandOutcome): Known<true> {
  return outcome.kind === 'exited' && outcome.code === 0 ? observed(true) : unobserved(gitProblem(outcome));
}

/** Compares and deletes in one, so that a commit somebody made meanwhile stays. */
async function deleteBranch(git: WriteWithGit, branch: string, commit: string): Promise<Known<true>> {
  const reference = `refs/heads/${branch}`;
  const current = await headOf(git, reference);
  if (current === undefined) return observed(true);
  return okay(await git(['update-ref', '-d', reference, commit]));
}

type Commit = Parameters<Branches['commit']>[0] & {
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** What a hook says after the commit was made does not unmake it: the branch tells. */
async function commitPaths(git: WriteWithGit, wanted: Commit): Promise<Known<string>> {
  const { paths, message, env, on, onto } = wanted;
  const before = await headOf(git, 'HEAD');
  // In full: the short name is another one as soon as there is a tag of that name.
  const [branch] = linesOf(await git(['symbolic-ref', '--quiet', 'HEAD']));
  if (branch !== `refs/heads/${on}` || before !== onto)
    return unobserved(`${on} is not checked out as it was any more`);
  const outcome = await git(['commit', '--quiet', '--only', `--message=${message}`, '--', ...paths], {
    withHooks: true,
    env,
  });
  const after = await headOf(git, 'HEAD');
  if (after !== undefined && after !== before) return observed(after);
  return unobserved(
    outcome.kind === 'exited' && outcome.code === 0 ? 'git made no commit' : gitProblem(outcome),
  );
}

async function headOf(git: WriteWithGit, name: string): Promise<string | undefined> {
  const [id = ''] = linesOf(await git(['rev-parse', '--verify', '--quiet', `${name}^{commit}`]));
  return isObjectId(id) ? id : undefined;
}

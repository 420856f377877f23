import path from 'node:path';

import type { CommandOutcome } from '../../system/run-command.ts';
import { gitCommandIn, gitProblem } from './git-command.ts';

export type RepositoryLocation =
  /** `root` is the top folder, also of a further worktree and of a submodule. */
  | { readonly kind: 'repository'; readonly root: string }
  | { readonly kind: 'bare'; readonly gitDir: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'no-git-program' }
  /** There is one that git does not read. `problem` says why and what to do, in sentences. */
  | { readonly kind: 'refused'; readonly problem: string };

/** Looks in a folder and above it. Never rejects. */
export async function findRepository(startDir: string): Promise<RepositoryLocation> {
  const git = gitCommandIn(startDir);
  // The path comes last, because it may hold line ends.
  const outcome = await git(['rev-parse', '--is-bare-repository', '--show-toplevel']);
  if (outcome.kind === 'not-installed') return { kind: 'no-git-program' };
  if (outcome.kind === 'stopped') return refused(outcome);
  const { code, stdout, stderr } = outcome;
  if (code === 0) return { kind: 'repository', root: pathIn(stdout.subarray(stdout.indexOf('\n') + 1)) };
  if (stdout.toString('latin1').startsWith('true')) {
    const gitDir = await git(['rev-parse', '--absolute-git-dir']);
    return gitDir.kind === 'exited' && gitDir.code === 0
      ? { kind: 'bare', gitDir: pathIn(gitDir.stdout) }
      : refused(gitDir);
  }
  return isNowhere(stderr) ? { kind: 'none' } : refused(outcome);
}

/** No repository, the inside of a `.git` folder, or no such folder. */
function isNowhere(stderr: string): boolean {
  return /not a git repository \(or any|must be run in a work tree|cannot change to/.test(stderr);
}

function refused(outcome: CommandOutcome): RepositoryLocation {
  const stderr = outcome.kind === 'exited' ? outcome.stderr : '';
  const [, foreign] = /dubious ownership in repository at '(.*)'/.exec(stderr) ?? [];
  if (foreign !== undefined) {
    return {
      kind: 'refused',
      problem: `git does not read ${foreign}, because the folder belongs to another user. If you trust it, run: git config --global --add safe.directory '${foreign}'`,
    };
  }
  const [, gone] = /not a git repository: (.*)/.exec(stderr) ?? [];
  if (gone !== undefined) {
    return {
      kind: 'refused',
      problem: `the .git file points to ${gone}, where no repository is. Run git worktree repair in the main repository, or clone again.`,
    };
  }
  return {
    kind: 'refused',
    problem: `git does not read this repository: ${gitProblem(outcome)}. Run git status there to see the same, and fix what it names.`,
  };
}

/** Git writes `/` on Windows, too. */
function pathIn(printed: Buffer): string {
  return path.resolve(printed.toString('utf8').replace(/\r?\n$/, ''));
}

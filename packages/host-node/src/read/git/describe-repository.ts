import type { RepositoryState } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import type { CommandOutcome } from '../../system/run-command.ts';
import { gitProblem, type RunGitCommand } from './git-command.ts';

const BRANCHES = 'refs/heads/';

/** One call to git, and a second one before the first commit. */
export async function describeRepository(git: RunGitCommand): Promise<Known<RepositoryState>> {
  const outcome = await git([
    'rev-parse',
    '--is-bare-repository',
    '--is-shallow-repository',
    'HEAD',
    '--symbolic-full-name',
    'HEAD',
  ]);
  const [isBare, isShallow, head = '', reference = ''] = linesOf(outcome);
  if (!isTruth(isBare) || !isTruth(isShallow)) return unobserved(gitProblem(outcome));
  const state = { isBare: isBare === 'true', isShallow: isShallow === 'true' };
  if (isObjectId(head)) return observed({ ...state, head, branch: branchOf(reference) });
  return beforeFirstCommit(git, state);
}

export function isObjectId(text: string): boolean {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

export function linesOf(outcome: CommandOutcome): readonly string[] {
  return outcome.kind === 'exited' ? outcome.stdout.toString('utf8').split('\n') : [];
}

async function beforeFirstCommit(
  git: RunGitCommand,
  state: { readonly isBare: boolean; readonly isShallow: boolean },
): Promise<Known<RepositoryState>> {
  const outcome = await git(['symbolic-ref', '--quiet', 'HEAD']);
  if (outcome.kind !== 'exited') return unobserved(gitProblem(outcome));
  const [reference = ''] = linesOf(outcome);
  if (branchOf(reference) === undefined) return unobserved('git does not know which commit is checked out');
  return observed({ ...state, head: undefined, branch: branchOf(reference) });
}

function branchOf(reference: string): string | undefined {
  return reference.startsWith(BRANCHES) ? reference.slice(BRANCHES.length) : undefined;
}

function isTruth(text: string | undefined): boolean {
  return text === 'true' || text === 'false';
}

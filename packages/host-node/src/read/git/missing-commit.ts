import { unobserved, type Known } from '@lockkeeper/policy-core';

import type { CommandOutcome } from '../../system/run-command.ts';
import { describeRepository } from './describe-repository.ts';
import { gitProblem, isUnknownName, type RunGitCommand } from './git-command.ts';

/** Why git failed on commits with these names: often not their fault, but that of a clone without history. */
export async function unknownCommitReason(
  git: RunGitCommand,
  outcome: CommandOutcome,
  names: readonly string[],
): Promise<Known<never>> {
  return isUnknownName(outcome) ? missingCommit(git, names) : unobserved(gitProblem(outcome));
}

export async function missingCommit(git: RunGitCommand, names: readonly string[]): Promise<Known<never>> {
  const state = await describeRepository(git);
  if (!state.known) return state;
  if (state.value.head === undefined) return unobserved('this repository has no commit yet');
  const quoted = names.map((name) => JSON.stringify(name)).join(' or ');
  return unobserved(
    state.value.isShallow
      ? `this is a shallow clone without the commit ${quoted}`
      : `there is no commit ${quoted} here`,
  );
}

import { readerAt, readPolicyFile, wordsOf } from '@lockkeeper/operations/observe';
import type { BranchMover } from '@lockkeeper/operations/ports';
import { displayText, observed, unobserved, type Known, type Policy } from '@lockkeeper/policy-core';
import { policyDigest } from '@lockkeeper/policy-core/deployment/run';

import { CliError } from '../../errors/cli-error.ts';
import { observationFailure } from '../../errors/observation-failure.ts';
import type { Repository } from '../../repository/repository.ts';
import type { ReleasePlaceOptions } from './options.ts';

/** The policy that releases go by. */
export interface TrustedPolicy {
  readonly policy: Policy;
  /** Of the text of its file, and of those that it builds on. */
  readonly digest: string;
  /** Whose policy it is. */
  readonly commit: string;
}

/**
 * The policy of the branch that people branch off, as the remote has it now: what is about to be deployed does not say itself
 * who has to approve it, and neither does what is checked out. Offline it is as git last saw it. Stops where there is none.
 */
export async function trustedPolicy(
  { observers, root }: Repository,
  branches: BranchMover,
  {
    remote,
    offline = false,
  }: Pick<ReleasePlaceOptions, 'remote'> & { readonly offline?: boolean | undefined },
): Promise<TrustedPolicy> {
  const { git } = observers;
  if (git === undefined)
    throw new CliError('usage', 'Releases are made of commits. Run this inside a git repository.');
  const commit = offline ? await git.resolve(`refs/remotes/${remote}/HEAD`) : await mainTip(branches);
  if (!commit.known)
    throw new CliError(
      'not-judged',
      `Releases go by the policy of the main branch, and that is not known: ${displayText(commit.reason)}. See that the remote ${displayText(remote)} can be reached and has a main branch, or name another with --remote.`,
    );
  const file = await readPolicyFile(readerAt(commit.value, observers));
  switch (file.kind) {
    case 'policy':
      return { policy: file.policy, digest: policyDigest(wordsOf(file) ?? ''), commit: commit.value };
    case 'absent':
      throw new CliError(
        'no-policy',
        'The main branch has no policy at the top of the repository. Move it there, or write one with `lockkeeper init`.',
      );
    case 'invalid':
      throw observationFailure({ ...file, kind: 'invalid-policy', where: 'the main branch' }, root);
    case 'unusable':
      throw observationFailure({ kind: 'failed', problem: file.problem }, root);
  }
}

async function mainTip(branches: BranchMover): Promise<Known<string>> {
  const main = await branches.main();
  if (!main.known) return main;
  const tip = await branches.tip(main.value);
  if (!tip.known) return tip;
  return tip.value === null ? unobserved(`the remote has no branch ${main.value}`) : observed(tip.value);
}

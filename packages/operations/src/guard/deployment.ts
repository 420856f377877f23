import { observed, unobserved, type Known, type Observations } from '@lockkeeper/policy-core';
import type { CheckResult, PullRequest } from '@lockkeeper/policy-core/observe';

import type { Forge, Observers } from '../ports/index.ts';

/** A commit that is about to be deployed, with the pull request it came from. */
export interface ObservedDeployment {
  readonly deployment: NonNullable<Observations['deployment']>;
  readonly pullRequest: Known<PullRequest | null>;
}

/** What git and the forge say of a commit that is about to be deployed. */
export async function observeDeployment(
  { environment, commit }: { readonly environment: string; readonly commit: string },
  { git, forge }: Pick<Observers, 'git' | 'forge'>,
): Promise<ObservedDeployment> {
  const notAsked = unobserved('git was not asked');
  const [branches, tags, approved] = await Promise.all([
    git?.branchesWith(commit) ?? notAsked,
    git?.tagsAt(commit) ?? notAsked,
    observeApproval(commit, forge),
  ]);
  const { pullRequest, reviews, checks } = approved;
  return { deployment: { environment, branches, tags, reviews, checks }, pullRequest };
}

type Approved = Pick<ObservedDeployment, 'pullRequest'> &
  Pick<ObservedDeployment['deployment'], 'reviews' | 'checks'>;

async function observeApproval(commit: string, forge: Forge | undefined): Promise<Approved> {
  if (forge === undefined) {
    const notAsked = unobserved('the forge was not asked');
    return { pullRequest: notAsked, reviews: notAsked, checks: notAsked };
  }
  const pullRequest = await forge.pullRequestOf(commit);
  if (!pullRequest.known) return { pullRequest, reviews: pullRequest, checks: pullRequest };
  if (pullRequest.value === null)
    return { pullRequest, reviews: observed([]), checks: await forge.checksOf(commit) };
  const { number, head = commit } = pullRequest.value;
  const [reviews, checks] = await Promise.all([forge.reviewsOf(number), checksOf({ head, commit }, forge)]);
  return { pullRequest, reviews, checks };
}

/**
 * Those of the pull request, and what failed after the merge. What still runs on the commit itself is left
 * out: the job that asks would be among it.
 */
async function checksOf(
  { head, commit }: { readonly head: string; readonly commit: string },
  forge: Forge,
): Promise<Known<readonly CheckResult[]>> {
  if (head === commit) return forge.checksOf(commit);
  const [before, after] = await Promise.all([forge.checksOf(head), forge.checksOf(commit)]);
  if (!before.known || !after.known) return before.known ? after : before;
  return observed([...before.value, ...after.value.filter(({ outcome }) => outcome === 'failure')]);
}

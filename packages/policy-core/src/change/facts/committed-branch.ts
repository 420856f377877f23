import { observed, unobserved, type Known } from '../../model/known.ts';
import type { Change, Observations } from '../../model/observations.ts';

/** What is merged was committed on the branch of its pull request; a push without one is a direct push. */
export function committedBranch(
  { push, branch }: Change,
  pullRequest: Observations['pullRequest'],
): Known<string> {
  if (push === null) return branch;
  if (!pullRequest.known) return unobserved(pullRequest.reason);
  return pullRequest.value === null ? branch : observed(pullRequest.value.branch);
}

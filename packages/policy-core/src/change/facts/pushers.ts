import { observed, type Known } from '../../model/known.ts';
import type { Account, Observations } from '../../model/observations.ts';

/** Who pushed to the branch of the pull request of a change; nobody where there is none. */
export function pushersOf(pullRequest: Observations['pullRequest']): Known<readonly Account[]> {
  if (!pullRequest.known) return pullRequest;
  return pullRequest.value === null ? observed([]) : pullRequest.value.pushers;
}

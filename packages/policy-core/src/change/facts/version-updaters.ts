import type { Account, Observations } from '../../model/observations.ts';
import { isAccountNamed } from './accounts.ts';
import { pushersOf } from './pushers.ts';

/** Services that do nothing but move versions, by the ids of their accounts on GitHub, which nobody else can have. */
const VERSION_UPDATERS: readonly string[] = [
  // dependabot[bot], https://api.github.com/users/dependabot[bot]
  '49699333',
  // renovate[bot]
  '29139614',
  // pre-commit-ci[bot]
  '66853113',
];

/** Whether such a service opened the pull request of a change and nobody else pushed to it. Nobody is one by a name in a commit. */
export function isByVersionUpdater({ pullRequest }: Pick<Observations, 'pullRequest'>): boolean {
  const pushers = pushersOf(pullRequest);
  if (!pullRequest.known || pullRequest.value === null || !pushers.known) return false;
  return pushers.value.length > 0 && [pullRequest.value.author, ...pushers.value].every(isUpdater);
}

function isUpdater(account: Account): boolean {
  return account.isBot && account.id !== null && isAccountNamed(account, VERSION_UPDATERS);
}

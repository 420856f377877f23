import type { Account, Observations } from '../../model/observations.ts';
import { isAccountNamed } from './accounts.ts';
import { pushersOf } from './pushers.ts';

/** Services that do nothing but move versions, by the ids of their accounts on GitHub, which nobody else can have. */
const VERSION_UPDATERS: readonly { readonly id: string; readonly only?: string }[] = [
  // dependabot[bot], https://api.github.com/users/dependabot[bot]
  { id: '49699333' },
  // renovate[bot]
  { id: '29139614' },
  // pre-commit-ci[bot]. It pushes what hooks make of any file, too, and a hook may be a script of the repository.
  { id: '66853113', only: '.pre-commit-config.yaml' },
];

/** Whether such a service, by which this file may change, opened the pull request of a change and nobody else pushed to it. Nobody is one by a name in a commit. */
export function isByVersionUpdater(
  path: string,
  { pullRequest }: Pick<Observations, 'pullRequest'>,
): boolean {
  const ids = VERSION_UPDATERS.flatMap(({ id, only = path }) => (only === path ? id : []));
  const pushers = pushersOf(pullRequest);
  if (!pullRequest.known || pullRequest.value === null || !pushers.known) return false;
  return (
    pushers.value.length > 0 &&
    [pullRequest.value.author, ...pushers.value].every((account) => isUpdater(account, ids))
  );
}

function isUpdater(account: Account, ids: readonly string[]): boolean {
  return account.isBot && account.id !== null && isAccountNamed(account, ids);
}

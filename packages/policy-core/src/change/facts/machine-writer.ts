import type { Account, Commit, Observations } from '../../model/observations.ts';
import type { MachineOwned, Policy } from '../../policy/policy.ts';
import { accountOfAddress, isAccountNamed } from './accounts.ts';
import { classOf, signsInCommit } from './authorship.ts';
import { pushersOf } from './pushers.ts';

type Author = Observations['author'];

/** Whether whoever made the change is a machine that writes these files. */
export function isWriter(policy: Pick<Policy, 'actors'>, owned: MachineOwned, author: Author): boolean {
  return author.known && author.value !== null && writes(policy, owned, author.value);
}

function writes(policy: Pick<Policy, 'actors'>, { writers }: MachineOwned, account: Account): boolean {
  return writers.length === 0 ? classOf(policy, account) === 'automation' : isAccountNamed(account, writers);
}

type Seen = Pick<Observations, 'change' | 'author' | 'pullRequest'>;

/** A clause that tells who else had a hand in a file within the change of a writer; `undefined`: nobody. */
export function otherHandIn(
  policy: Pick<Policy, 'actors'>,
  owned: MachineOwned,
  seen: Seen,
): (path: string) => string | undefined {
  const { change, author, pullRequest } = seen;
  const commits = change.known && change.value.commits.known ? change.value.commits.value : [];
  const isByAgent = author.known && author.value !== null && classOf(policy, author.value) === 'ai';
  const isOther = (commit: Commit) =>
    (!isByAgent && signsInCommit(policy.actors.ai, commit).length > 0) ||
    isOfOtherAccount(policy, owned, commit);
  const pushers = pushersOf(pullRequest);
  const pusher = (pushers.known ? pushers.value : []).find((account) => !writes(policy, owned, account));
  return (path) => {
    if (pusher !== undefined) return `${pusher.login}, who pushed to the branch`;
    const commit = commits.find((one) => one.paths.includes(path) && isOther(one));
    return commit && `commit ${commit.id.slice(0, 10)} of ${commit.author.email}`;
  };
}

function isOfOtherAccount(
  policy: Pick<Policy, 'actors'>,
  owned: MachineOwned,
  { author: { email } }: Commit,
): boolean {
  const account = accountOfAddress(email);
  if (account === undefined) return false;
  return !writes(policy, owned, { ...account, isBot: account.login.endsWith('[bot]') });
}

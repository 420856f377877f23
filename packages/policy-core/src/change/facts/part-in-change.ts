import { observed, type Known } from '../../model/known.ts';
import type { Account, Observations } from '../../model/observations.ts';
import { accountOfAddress, isSameAccount } from './accounts.ts';
import { pushersOf } from './pushers.ts';

type Seen = Pick<Observations, 'pullRequest' | 'author'> & Partial<Pick<Observations, 'change'>>;

/** What somebody did of a change, in words; `undefined`: nothing, so that they may approve it. */
export function partIn(seen: Seen, account: Account): Known<string | undefined> {
  const author = authorOf(seen);
  if (!author.known) return author;
  if (author.value !== null && isSameAccount(author.value, account))
    return observed('the author of the change');
  if (hasCommitted(seen, account)) return observed('who made part of the change');
  const pushers = pushersOf(seen.pullRequest);
  if (!pushers.known) return pushers;
  return observed(
    pushers.value.some((pusher) => isSameAccount(pusher, account)) ? 'who pushed to the branch' : undefined,
  );
}

/** Whoever opened the pull request; the sender of an event may be somebody else. */
function authorOf({ pullRequest, author }: Seen): Seen['author'] {
  return pullRequest.known && pullRequest.value !== null ? observed(pullRequest.value.author) : author;
}

/** Bringing a branch up to date or merging it makes commits too, which touch nothing of their own. */
function hasCommitted({ change }: Seen, account: Account): boolean {
  if (change?.known !== true || !change.value.commits.known) return false;
  const { commits, push } = change.value;
  return commits.value
    .filter(({ paths }) => paths.length > 0)
    .flatMap(({ author, committer }) =>
      // Whoever merges by rebasing becomes the committer of what others wrote.
      push === null ? [author, committer] : [author],
    )
    .some(({ email }) => {
      const behind = accountOfAddress(email);
      return behind !== undefined && isSameAccount({ ...behind, isBot: account.isBot }, account);
    });
}

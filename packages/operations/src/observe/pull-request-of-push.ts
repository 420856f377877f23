import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { Account, PullRequest } from '@lockkeeper/policy-core/observe';

import type { Forge, Git } from '../ports/index.ts';

/** What a merge queue made of a pull request, on top of others. */
export interface GroupedCommits {
  readonly kind: 'merge-group';
  readonly number: number;
  readonly head: string;
  /** The branch that the queue leads to; `undefined`: nobody says. */
  readonly branch: string | undefined;
  /** What it is on top of; `undefined`: nobody says. */
  readonly since: string | undefined;
}

export interface PushedCommits {
  readonly kind: 'push';
  readonly head: string;
  /** `undefined`: a tag, or a reference of another kind. */
  readonly branch: string | undefined;
  /** What the branch was before, where every commit since must come from the same pull request. */
  readonly since: string | undefined;
  readonly sender: Account | undefined;
}

interface Asked {
  readonly forge: Forge;
  readonly git: Git | undefined;
}

/**
 * The pull request that a push brings, or `null` where one of its commits came from none: what was
 * approved there says nothing of a commit that somebody slipped in beside it.
 */
export async function pullRequestOfPush(
  { head, branch, since }: PushedCommits,
  { forge, git }: Asked,
): Promise<Known<PullRequest | null>> {
  const own = await forge.pullRequestOf(head, branch);
  if (since === undefined || !own.known || own.value === null) return own;
  const beside = await commitsBeside(own.value, { since, head, git });
  if (!beside.known) return beside;
  const origins = await pullRequestsOf(beside.value, forge, branch);
  if (!origins.known) return origins;
  if (origins.value.includes(null)) return observed(null);
  const numbers = [...new Set([own.value.number, ...origins.value.map((found) => found?.number)])];
  return numbers.length === 1
    ? own
    : unobserved(
        `the push brings commits of several pull requests (${numbers.map((n) => `#${n}`).join(', ')})`,
      );
}

/**
 * The pull request that a merge queue names a group after. Others may come with it, and what was approved
 * in it says nothing of their commits.
 */
export async function pullRequestOfGroup(
  { number, head, branch, since }: GroupedCommits,
  { forge, git }: Asked,
): Promise<Known<PullRequest>> {
  const own = atBase(await forge.pullRequest(number), branch);
  if (!own.known) return own;
  const beside = await commitsBeside(own.value, { since, head, git });
  if (!beside.known) return beside;
  const origins = await pullRequestsOf(beside.value, forge);
  if (!origins.known) return origins;
  const stranger = origins.value.findIndex((origin) => origin?.number !== number);
  if (stranger === -1) return own;
  const origin = origins.value[stranger];
  const source = origin === null || origin === undefined ? 'no pull request' : `#${origin.number}`;
  return unobserved(
    `the merge group of #${number} brings commit ${beside.value[stranger]?.slice(0, 10)} too, which comes from ${source}`,
  );
}

/** A pull request to another branch is compared with other commits, by another policy: its labels speak of those. */
export function atBase(found: Known<PullRequest>, branch: string | undefined): Known<PullRequest> {
  if (!found.known || branch === undefined || (found.value.base ?? branch) === branch) return found;
  const { number, base } = found.value;
  return unobserved(`#${number} asks to be merged into ${base}, and what is judged is a change of ${branch}`);
}

/** More would take minutes, and use up what a token may ask in an hour. */
const MOST_COMMITS = 100;

/**
 * The pushed commits that are not part of the pull request itself: what a rebase or a merge made of them, and
 * what came beside them. Where its commits are not at hand, as after a squash, all that were pushed.
 */
async function commitsBeside(
  { head: merged }: PullRequest,
  { since, head, git }: Pick<PushedCommits, 'since' | 'head'> & { readonly git: Git | undefined },
): Promise<Known<readonly string[]>> {
  if (git === undefined || since === undefined)
    return unobserved('git was not asked which commits were pushed');
  const [pushed, unmerged] = await Promise.all([
    git.commits({ from: since, to: head }),
    merged === undefined ? unobserved('') : git.commits({ from: merged, to: head }),
  ]);
  if (!pushed.known) return pushed;
  const outside = unmerged.known ? new Set(unmerged.value.map(({ id }) => id)) : undefined;
  const ids = pushed.value.map(({ id }) => id).filter((id) => id !== head && outside?.has(id) !== false);
  return ids.length > MOST_COMMITS
    ? unobserved(`the push brings ${ids.length} commits, and ${MOST_COMMITS} at most are looked up`)
    : observed(ids);
}

const AT_ONCE = 8;

/** The pull request of each commit, in their order. */
export async function pullRequestsOf(
  commits: readonly string[],
  forge: Forge,
  branch?: string,
): Promise<Known<readonly (PullRequest | null)[]>> {
  const found: (PullRequest | null)[] = [];
  for (let start = 0; start < commits.length; start += AT_ONCE) {
    const batch = commits.slice(start, start + AT_ONCE);
    for (const answer of await Promise.all(batch.map((commit) => forge.pullRequestOf(commit, branch)))) {
      if (!answer.known) return answer;
      found.push(answer.value);
    }
  }
  return observed(found);
}

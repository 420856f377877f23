import { observed, unobserved, type Known, type Observations } from '@lockkeeper/policy-core';
import type { Account, AppliedLabel, PullRequest } from '@lockkeeper/policy-core/observe';

import type { Forge, Observers } from '../ports/index.ts';
import {
  atBase,
  pullRequestOfGroup,
  pullRequestOfPush,
  type GroupedCommits,
  type PushedCommits,
} from './pull-request-of-push.ts';

/** What a change is on the forge. */
export type ForgeSubject = SubjectPullRequest | GroupedCommits | PushedCommits;

interface SubjectPullRequest {
  readonly kind: 'pull-request';
  readonly number: number;
  /** The commit it must be at, or what is known of it speaks of others; `undefined`: any. */
  readonly head: string | undefined;
  /** The branch it must ask to be merged into; `undefined`: any. */
  readonly base: string | undefined;
}

/** What is known without asking; it stands where the forge does not answer. */
export interface ForgeFallback {
  /** Names of all its labels. */
  readonly labels: readonly string[] | undefined;
  /** Who opened the pull request. */
  readonly author: Account | undefined;
}

type FromForge = Pick<Observations, 'labels' | 'pullRequest' | 'author'>;

/** What the forge says of a change: its pull request, who made it, and what was approved by whom. */
export function forgeCircumstances(
  { subject, told }: { readonly subject: ForgeSubject; readonly told: ForgeFallback },
  observers: Pick<Observers, 'forge' | 'git'>,
): Promise<FromForge> {
  const { forge } = observers;
  if (forge === undefined) return Promise.resolve(unasked(told));
  switch (subject.kind) {
    case 'pull-request':
      return ofPullRequest(subject, { forge, told });
    case 'merge-group':
      return ofGroup(subject, { ...observers, forge });
    case 'push':
      return ofPush(subject, { ...observers, forge });
  }
}

function unasked(told: ForgeFallback): FromForge {
  const reason = 'the forge was not asked';
  return {
    pullRequest: unobserved(reason),
    labels: orNames(unobserved(reason), told),
    author: told.author === undefined ? unobserved(reason) : observed(told.author),
  };
}

async function ofPullRequest(
  { number, head, base }: SubjectPullRequest,
  { forge, told }: { readonly forge: Forge; readonly told: ForgeFallback },
): Promise<FromForge> {
  const [found, labels] = await Promise.all([forge.pullRequest(number), forge.labelsOf(number)]);
  const pullRequest = atBase(atCommit(found, head), base);
  return {
    pullRequest,
    labels: orNames(pullRequest.known ? labels : pullRequest, told),
    author: orTold(pullRequest, told),
  };
}

/** A pull request that moved on is another one: its labels approve other commits. */
function atCommit(found: Known<PullRequest>, head: string | undefined): Known<PullRequest> {
  if (!found.known || head === undefined || found.value.head === head) return found;
  const { number, head: now = 'another commit' } = found.value;
  return unobserved(
    `the pull request has moved on since the event: #${number} is at ${short(now)}, and what is judged is ${short(head)}`,
  );
}

/** Names without who applied them approve nothing, and still tell which label is missing. */
function orNames(
  labels: Known<readonly AppliedLabel[]>,
  told: ForgeFallback,
): Known<readonly AppliedLabel[]> {
  if (labels.known || told.labels === undefined) return labels;
  const { reason } = labels;
  return observed(told.labels.map((name) => ({ kind: 'unattributed', name, reason })));
}

function orTold(pullRequest: Known<PullRequest>, { author }: ForgeFallback): Known<Account> {
  if (pullRequest.known) return observed(pullRequest.value.author);
  return author === undefined ? pullRequest : observed(author);
}

async function ofGroup(
  group: GroupedCommits,
  { forge, git }: Pick<Observers, 'git'> & { readonly forge: Forge },
): Promise<FromForge> {
  const pullRequest = await pullRequestOfGroup(group, { forge, git });
  if (!pullRequest.known) return { pullRequest, labels: pullRequest, author: pullRequest };
  const { number, author } = pullRequest.value;
  return { pullRequest, labels: await forge.labelsOf(number), author: observed(author) };
}

async function ofPush(
  push: PushedCommits,
  { forge, git }: Pick<Observers, 'git'> & { readonly forge: Forge },
): Promise<FromForge> {
  const pullRequest = await pullRequestOfPush(push, { forge, git });
  if (!pullRequest.known) return { pullRequest, labels: pullRequest, author: pullRequest };
  if (pullRequest.value === null) {
    const { sender } = push;
    return {
      pullRequest,
      labels: observed([]),
      author: sender === undefined ? unobserved('the event does not say who pushed') : observed(sender),
    };
  }
  const { number, author } = pullRequest.value;
  return { pullRequest, labels: await forge.labelsOf(number), author: observed(author) };
}

function short(commit: string): string {
  return /^[0-9a-f]{40,}$/.test(commit) ? commit.slice(0, 10) : commit;
}

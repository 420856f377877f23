import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { PullRequest } from '@lockkeeper/policy-core/observe';
import { z } from 'zod';

import { activityShape, type Activity } from './activity.ts';
import type { RequestGitHub } from './github-client.ts';
import { isTurn, readEvents } from './events.ts';
import type { PullRequestData } from './pull-request-data.ts';
import { requestAllPages } from './pages.ts';
import { isEnoughForPushers, pushersIn } from './pushers.ts';
import type { RepositoryName } from './repository-name.ts';
import { ROUTES } from './routes.ts';

/**
 * When a pull request came to stand for the commits it stands for now, by GitHub's clock: its head
 * branch moved, or its base did, which makes it a different set of commits too. And who pushed them.
 *
 * The dates and names inside commits are not looked at, because whoever makes a commit writes them.
 */
export async function readPushes(
  ask: RequestGitHub,
  repository: RepositoryName,
  found: PullRequestData,
): Promise<Pick<PullRequest, 'pushedAt' | 'pushers'>> {
  const [activity, events] = await Promise.all([
    readActivity(ask, found),
    readEvents(ask, repository, found.number),
  ]);
  if (!activity.known) return { pushedAt: activity, pushers: activity };
  const pushers = pushersIn(activity.value.entries, found.number);
  if (!events.known) return { pushedAt: events, pushers };
  const turned = events.value.flatMap((event) => (isTurn(event) ? [event.created_at] : []));
  return { pushedAt: observed(latest([activity.value.at, ...turned])), pushers };
}

async function readActivity(
  ask: RequestGitHub,
  { head, number, state }: PullRequestData,
): Promise<Known<Arrival>> {
  if (head.repo === null)
    return unobserved(
      `the fork that #${number} comes from is gone; open the pull request from a branch that exists`,
    );
  const ref = `refs/heads/${head.ref}`;
  const sought = { ref, sha: head.sha, isOpen: state === 'open' };
  const activity = await requestAllPages(ask, {
    route: ROUTES.activity,
    parameters: { owner: head.repo.owner, repo: head.repo.repository, ref, direction: 'desc' },
    about: `the pushes to the branch of #${number}`,
    needs: 'contents: read',
    page: z.array(activityShape),
    perPage: 100,
    // Newest first: what lies behind the making of the branch is not needed.
    isEnough: (entries) => {
      const arrival = arrivalIn(entries, sought);
      return arrival === 'nowhere' || (arrival !== 'later' && isEnoughForPushers(arrival.entries));
    },
  });
  if (!activity.known) return activity;
  const arrival = arrivalIn(activity.value, sought);
  return typeof arrival === 'string'
    ? unobserved(
        `GitHub has no record of when commit ${head.sha.slice(0, 12)} came to the branch of #${number}; run again in a minute, or push to the branch`,
      )
    : observed(arrival);
}

interface Arrival {
  readonly at: string;
  /** What happened to the branch up to then, newest first. */
  readonly entries: readonly Activity[];
}

interface Sought {
  readonly ref: string;
  readonly sha: string;
  readonly isOpen: boolean;
}

/**
 * The last time the commit became the tip of the branch, from entries that come newest first. It may have
 * been the tip before, and on other branches. While the pull request is open nothing may have come after it:
 * an entry that is newer says that GitHub's answers are not of one moment.
 */
export function arrivalIn(
  entries: readonly Activity[],
  { ref, sha, isOpen }: Sought,
): Arrival | 'later' | 'nowhere' {
  const onBranch = entries.filter((entry) => entry.ref === ref);
  const newest = onBranch[0];
  if (isOpen && newest !== undefined && newest.after !== sha) return 'nowhere';
  const index = onBranch.findIndex(({ after }) => after === sha);
  const arrival = onBranch[index];
  return arrival === undefined ? 'later' : { at: arrival.timestamp, entries: onBranch.slice(index) };
}

function latest(times: readonly string[]): string {
  return times.reduce((one, other) => (Date.parse(other) > Date.parse(one) ? other : one));
}

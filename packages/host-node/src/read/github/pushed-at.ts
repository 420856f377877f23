import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import { z } from 'zod';

import type { Ask } from './ask.ts';
import { readEvents } from './events.ts';
import type { FoundPullRequest } from './found-pull-request.ts';
import { askAll } from './pages.ts';
import type { RepositoryName } from './repository-name.ts';
import { ROUTES } from './routes.ts';
import { timeShape } from './shapes.ts';

const activityShape = z.object({ ref: z.string(), after: z.string(), timestamp: timeShape });
export type Activity = z.infer<typeof activityShape>;

/**
 * When a pull request came to stand for the commits it stands for now, by GitHub's clock: its head
 * branch moved, or it was pointed at another base, which makes it a different set of commits too.
 *
 * The dates inside commits are not looked at, because whoever makes a commit writes them.
 */
export async function readPushedAt(
  ask: Ask,
  repository: RepositoryName,
  found: FoundPullRequest,
): Promise<Known<string>> {
  const [arrived, events] = await Promise.all([
    readArrival(ask, found),
    readEvents(ask, repository, found.number),
  ]);
  if (!arrived.known) return arrived;
  if (!events.known) return events;
  const turned = events.value.flatMap((event) =>
    event.event === 'base_ref_changed' ? [event.created_at] : [],
  );
  return observed(latest([arrived.value, ...turned]));
}

async function readArrival(ask: Ask, { head, number, state }: FoundPullRequest): Promise<Known<string>> {
  if (head.repo === null)
    return unobserved(
      `the fork that #${number} comes from is gone; open the pull request from a branch that exists`,
    );
  const ref = `refs/heads/${head.ref}`;
  const activity = await askAll(ask, {
    route: ROUTES.activity,
    parameters: { owner: head.repo.owner, repo: head.repo.repository, ref, direction: 'desc' },
    about: `the pushes to the branch of #${number}`,
    needs: 'contents: read',
    page: z.array(activityShape),
    perPage: 100,
    // Newest first: an open pull request needs but one entry.
    isEnough: (entries) => arrivalIn(entries, { ref, sha: head.sha, isOpen: state === 'open' }) !== 'later',
  });
  if (!activity.known) return activity;
  const arrival = arrivalIn(activity.value, { ref, sha: head.sha, isOpen: state === 'open' });
  return typeof arrival === 'string'
    ? unobserved(
        `GitHub has no record of when commit ${head.sha.slice(0, 12)} came to the branch of #${number}; run again in a minute, or push to the branch`,
      )
    : observed(arrival.at);
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
): { readonly at: string } | 'later' | 'nowhere' {
  const onBranch = entries.filter((entry) => entry.ref === ref);
  const newest = onBranch[0];
  if (isOpen && newest !== undefined && newest.after !== sha) return 'nowhere';
  const arrival = onBranch.find(({ after }) => after === sha);
  return arrival === undefined ? 'later' : { at: arrival.timestamp };
}

function latest(times: readonly string[]): string {
  return times.reduce((one, other) => (Date.parse(other) > Date.parse(one) ? other : one));
}

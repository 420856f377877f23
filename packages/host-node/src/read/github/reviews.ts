import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { Account, Review } from '@lockkeeper/policy-core/observe';
import { z } from 'zod';

import type { RequestGitHub } from './github-client.ts';
import { requestAllPages } from './pages.ts';
import type { RepositoryName } from './repository-name.ts';
import { readRole } from './role.ts';
import { ROUTES } from './routes.ts';
import { accountShape, timeShape } from './shapes.ts';

/** Not sent off yet: only its author sees it. */
const PENDING = z.object({ state: z.literal('PENDING') }).transform(() => undefined);

const STATES = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  COMMENTED: 'commented',
  DISMISSED: 'dismissed',
} as const;

/** GitHub shows this account where one is gone. */
const GHOST: Account = { login: 'ghost', id: null, isBot: false };

const reviewShape = z
  .object({
    user: accountShape.nullable(),
    state: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED']),
    /** `null` when the commit is gone. */
    commit_id: z.string().nullable(),
    submitted_at: timeShape,
  })
  .transform(({ user, state, commit_id: commit, submitted_at: at }): Review => ({
    by: user ?? GHOST,
    state: STATES[state],
    commit: commit ?? '',
    role: unobserved('nobody asked for it'),
    at,
  }));

export async function readReviews(
  ask: RequestGitHub,
  { owner, repository }: RepositoryName,
  number: number,
): Promise<Known<readonly Review[]>> {
  const reviews = await requestAllPages(ask, {
    route: ROUTES.reviews,
    parameters: { owner, repo: repository, pull_number: number },
    about: `the reviews of #${number}`,
    needs: 'pull-requests: read',
    page: z.array(z.union([PENDING, reviewShape])),
    perPage: 30,
  });
  if (!reviews.known) return reviews;
  const words = lastWords(reviews.value.flatMap((review) => review ?? []));
  return observed(await Promise.all(words.map((word) => withRole(ask, { owner, repository }, word))));
}

/** Of a comment, or a word that was taken back, nobody needs to know. */
async function withRole(ask: RequestGitHub, repository: RepositoryName, review: Review): Promise<Review> {
  const says = review.state === 'approved' || review.state === 'changes-requested';
  return says ? { ...review, role: await readRole(ask, repository, review.by) } : review;
}

/**
 * The last word of each reviewer. A comment takes nothing back; a dismissal does. Of accounts that are
 * gone only objections are kept: nobody answers for their approval any more.
 */
export function lastWords(reviews: readonly Review[]): readonly Review[] {
  const words = new Map<string, Review>();
  const inOrder = reviews.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  for (const [index, review] of inOrder.entries()) {
    const { by, state } = review;
    if (by.id === null && state !== 'changes-requested') continue;
    const reviewer = by.id === null ? `gone ${index}` : String(by.id);
    if (state !== 'commented' || (words.get(reviewer)?.state ?? 'commented') === 'commented')
      words.set(reviewer, review);
  }
  return [...words.values()];
}

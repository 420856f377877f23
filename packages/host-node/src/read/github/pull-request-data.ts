import { z } from 'zod';

import type { RepositoryName } from './repository-name.ts';
import { accountShape, commitShape, timeShape } from './shapes.ts';

/** A pull request as GitHub tells of it, alone and in lists. */
export const pullRequestShape = z.object({
  number: z.int(),
  state: z.enum(['open', 'closed']),
  /** `null` when the account is gone. */
  user: accountShape.nullable(),
  merged_at: timeShape.nullable(),
  merge_commit_sha: z.string().nullish(),
  head: z.object({
    sha: commitShape,
    ref: z.string().min(1),
    /** `null` when the fork is gone. */
    repo: z
      .object({ name: z.string(), owner: z.object({ login: z.string() }) })
      .transform(({ name, owner }): RepositoryName => ({ owner: owner.login, repository: name }))
      .nullable(),
  }),
});

export type PullRequestData = z.infer<typeof pullRequestShape>;

/**
 * The one that made the commit by being merged; else the first that brought it by being merged; else
 * an open one, those first whose head the commit is. A pull request that was closed brought nothing.
 */
export function pullRequestBehind(
  commit: string,
  listed: readonly PullRequestData[],
): PullRequestData | undefined {
  const byNumber = listed.toSorted((one, other) => one.number - other.number);
  const merged = byNumber
    .filter(({ merged_at: at }) => at !== null)
    .toSorted((one, other) => Date.parse(one.merged_at ?? '') - Date.parse(other.merged_at ?? ''));
  const open = byNumber.filter(({ state }) => state === 'open');
  return (
    merged.find(({ merge_commit_sha: sha }) => sha === commit) ??
    merged[0] ??
    open.find(({ head }) => head.sha === commit) ??
    open[0]
  );
}

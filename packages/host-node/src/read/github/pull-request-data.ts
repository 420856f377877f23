import { z } from 'zod';

import { isSameRepository, type RepositoryName } from './repository-name.ts';
import { accountShape, commitShape, timeShape } from './shapes.ts';

export const repositoryShape = z
  .object({ name: z.string(), owner: z.object({ login: z.string() }) })
  .transform(({ name, owner }): RepositoryName => ({ owner: owner.login, repository: name }));

/** A pull request as GitHub tells of it, alone and in lists. */
export const pullRequestShape = z.object({
  number: z.int(),
  state: z.enum(['open', 'closed']),
  /** `null` when the account is gone. */
  user: accountShape.nullable(),
  merged_at: timeShape.nullable(),
  merge_commit_sha: z.string().nullish(),
  base: z.object({ ref: z.string().min(1), repo: repositoryShape }),
  head: z.object({
    sha: commitShape,
    ref: z.string().min(1),
    /** `null` when the fork is gone. */
    repo: repositoryShape.nullable(),
  }),
});

export type PullRequestData = z.infer<typeof pullRequestShape>;

interface Sought {
  readonly commit: string;
  /** Where the commit arrived; `undefined`: anywhere. */
  readonly branch: string | undefined;
  readonly repository: RepositoryName;
}

/**
 * The one that made the commit by being merged; else the first that brought it by being merged; else
 * an open one, those first whose head the commit is. A pull request that was closed brought nothing, and
 * neither did one of another repository: GitHub lists those of forks as well.
 *
 * Where the commit arrived on a branch, only what was merged into that branch brought it there, and an open
 * one speaks of it only where it asks to merge this very branch.
 */
export function pullRequestBehind(
  { commit, branch, repository }: Sought,
  listed: readonly PullRequestData[],
): PullRequestData | undefined {
  const ours = listed
    .filter(({ base }) => isSameRepository(base.repo, repository))
    .toSorted((one, other) => one.number - other.number);
  const merged = ours
    .filter((one) => one.merged_at !== null && (branch === undefined || isMergeInto(branch, one)))
    .toSorted((one, other) => Date.parse(one.merged_at ?? '') - Date.parse(other.merged_at ?? ''));
  const open = ours.filter(
    ({ state, head }) => state === 'open' && (branch === undefined || isBranch(head, { branch, repository })),
  );
  return (
    merged.find(({ merge_commit_sha: sha }) => sha === commit) ??
    merged[0] ??
    open.find(({ head }) => head.sha === commit) ??
    open[0]
  );
}

/**
 * GitHub also calls a pull request merged when somebody pushed its commits to the branch, past its button, its reviews
 * and its checks. Each way to merge it there makes a commit of its own; a push leaves the head as it was.
 */
function isMergeInto(branch: string, { base, head, merge_commit_sha: commit }: PullRequestData): boolean {
  return base.ref === branch && commit !== head.sha;
}

function isBranch(
  { ref, repo }: PullRequestData['head'],
  { branch, repository }: { readonly branch: string; readonly repository: RepositoryName },
): boolean {
  return ref === branch && repo !== null && isSameRepository(repo, repository);
}

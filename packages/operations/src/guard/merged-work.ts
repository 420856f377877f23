import { observed, unobserved, type Observations, type Policy } from '@lockkeeper/policy-core';
import { approvalPaths, type Commit, type PullRequest } from '@lockkeeper/policy-core/observe';

import type { Forge } from '../ports/index.ts';
import { pullRequestsOf } from '../observe/pull-request-of-push.ts';

/** More would take minutes, and use up what a token may ask in an hour. */
const MOST_COMMITS = 300;

/** The merged pull requests that brought what a release changes under protection. Where there is none, nobody is asked. */
export async function observeMergedWork(
  policy: Policy,
  { change }: Pick<Observations, 'change'>,
  forge: Forge | undefined,
): Promise<NonNullable<Observations['merged']>> {
  if (!change.known) return change;
  const { commits } = change.value;
  if (!commits.known) return commits;
  const awaits = approvalPaths(policy, change.value);
  const awaiting = commits.value
    .map((commit) => ({ ...commit, paths: commit.paths.filter(awaits) }))
    .filter(({ paths }) => paths.length > 0);
  if (awaiting.length === 0) return observed([]);
  if (forge === undefined) return unobserved('the forge was not asked');
  if (awaiting.length > MOST_COMMITS)
    return unobserved(
      `${awaiting.length} commits of the release touch what needs an approval, and ${MOST_COMMITS} at most are looked up`,
    );
  const origins = await pullRequestsOf(
    awaiting.map(({ id }) => id),
    forge,
  );
  if (!origins.known) return origins;
  // Anybody may open a pull request with commits that were pushed past every other.
  const merged = origins.value.map((origin) => (origin?.mergedAt === undefined ? null : origin));
  return observed(await worksOf(awaiting, merged, forge));
}

async function worksOf(commits: readonly Commit[], origins: readonly (PullRequest | null)[], forge: Forge) {
  const byNumber = new Map(origins.map((origin) => [origin?.number, origin]));
  return Promise.all(
    Array.from(byNumber, async ([number, pullRequest]) => {
      const own = commits.filter((_, index) => origins[index]?.number === number);
      return {
        pullRequest,
        labels: number === undefined ? observed([]) : await forge.labelsOf(number),
        commits: own.map(({ id }) => id),
        paths: [...new Set(own.flatMap(({ paths }) => paths))],
      };
    }),
  );
}

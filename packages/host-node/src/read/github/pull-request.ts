import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { PullRequest } from '@lockkeeper/policy-core/observe';
import { z } from 'zod';

import type { RequestGitHub } from './github-client.ts';
import {
  pullRequestBehind,
  pullRequestShape,
  repositoryShape,
  type PullRequestData,
} from './pull-request-data.ts';
import { requestAllPages } from './pages.ts';
import { parsed } from './parsed.ts';
import { readPushes } from './pushed-at.ts';
import { isSameRepository, type RepositoryName } from './repository-name.ts';
import { ROUTES } from './routes.ts';

export async function readPullRequest(
  ask: RequestGitHub,
  repository: RepositoryName,
  number: number,
): Promise<Known<PullRequest>> {
  const about = `the pull request #${number}`;
  const answer = await ask({
    route: ROUTES.pullRequest,
    parameters: { owner: repository.owner, repo: repository.repository, pull_number: number },
    about,
    needs: 'pull-requests: read',
  });
  if (!answer.known) return answer;
  const found = parsed(pullRequestShape, answer.value.data, about);
  return found.known ? complete(ask, repository, found.value) : found;
}

export async function readPullRequestOf(
  ask: RequestGitHub,
  repository: RepositoryName,
  { commit, branch }: { readonly commit: string; readonly branch: string | undefined },
): Promise<Known<PullRequest | null>> {
  const listed = await requestAllPages(ask, {
    route: ROUTES.pullRequestsOfCommit,
    parameters: { owner: repository.owner, repo: repository.repository, commit_sha: commit },
    about: `the pull requests of commit ${commit.slice(0, 12)}`,
    needs: 'pull-requests: read',
    page: z.array(pullRequestShape),
    perPage: 30,
  });
  if (!listed.known) return listed;
  const ours = await presentName(ask, repository, listed.value);
  if (!ours.known) return ours;
  const chosen = pullRequestBehind({ commit, branch, repository: ours.value }, listed.value);
  return chosen === undefined ? observed(null) : complete(ask, repository, chosen);
}

/** GitHub answers under an old name of a repository as well, and its pull requests tell the new one. */
async function presentName(
  ask: RequestGitHub,
  repository: RepositoryName,
  listed: readonly PullRequestData[],
): Promise<Known<RepositoryName>> {
  if (listed.every(({ base }) => isSameRepository(base.repo, repository))) return observed(repository);
  const about = 'the name of the repository';
  const answer = await ask({
    route: ROUTES.repository,
    parameters: { owner: repository.owner, repo: repository.repository },
    about,
    needs: 'metadata: read',
  });
  return answer.known ? parsed(repositoryShape, answer.value.data, about) : answer;
}

async function complete(
  ask: RequestGitHub,
  repository: RepositoryName,
  found: PullRequestData,
): Promise<Known<PullRequest>> {
  const { number, user: author, head, base, merged_at: mergedAt } = found;
  if (author === null) return unobserved(`the account that opened #${number} is gone`);
  const pushes = await readPushes(ask, repository, found);
  const merged = mergedAt === null ? {} : { mergedAt };
  const refs = { branch: head.ref, base: base.ref, head: head.sha };
  return observed({ number, author, ...refs, ...pushes, ...merged });
}

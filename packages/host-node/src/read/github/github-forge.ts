import type { Forge } from '@lockkeeper/operations/ports';

import { readAccount } from './account.ts';
import { createGitHubClient, type GitHubClientOptions } from './github-client.ts';
import { readChecks } from './checks.ts';
import { readMakers } from './commit-makers.ts';
import { readLabels } from './labels.ts';
import { readPullRequest, readPullRequestOf } from './pull-request.ts';
import type { RepositoryName } from './repository-name.ts';
import { readReviews } from './reviews.ts';

export function githubForge(repository: RepositoryName, options: GitHubClientOptions): Forge {
  const ask = createGitHubClient(options);
  return {
    name: 'GitHub',
    pullRequest: (number) => readPullRequest(ask, repository, number),
    pullRequestOf: (commit, branch) => readPullRequestOf(ask, repository, { commit, branch }),
    labelsOf: (number) => readLabels(ask, repository, number),
    reviewsOf: (number) => readReviews(ask, repository, number),
    checksOf: (commit) => readChecks(ask, repository, commit),
    account: (login) => readAccount(ask, login),
    makersOf: (range) => readMakers(ask, repository, range),
  };
}

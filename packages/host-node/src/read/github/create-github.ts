import type { Forge } from '@lockkeeper/operations/ports';

import { apiAddress, PUBLIC_API } from './api-address.ts';
import type { Fetch } from './exchange.ts';
import { isToken } from './forge-from-environment.ts';
import type { RetryOptions } from './retry.ts';
import type { RepositoryName } from './repository-name.ts';
import { unavailableForge } from './unavailable-forge.ts';

export interface GitHubOptions extends RepositoryName {
  readonly token: string;
  /** `https://api.github.com` by default. */
  readonly apiUrl?: string;
  readonly fetch?: Fetch;
  readonly patience?: RetryOptions;
}

/**
 * One repository on GitHub, read only. Every question is put once in the life of the forge, and answered
 * from memory afterwards: one forge is for one run.
 *
 * Never rejects. A refusal, a limit, a fault or an answer of the wrong shape is unobserved with the reason;
 * in the worst case that takes about a minute. The token goes to the host of `apiUrl` and nowhere else,
 * and stands in no reason.
 */
export function createGitHub({ fetch = globalThis.fetch, patience = {}, ...place }: GitHubOptions): Forge {
  const apiUrl = apiAddress(place.apiUrl ?? PUBLIC_API);
  if (!apiUrl.known) return unavailableForge(apiUrl.reason);
  if (!isToken(place.token))
    return unavailableForge('the token for GitHub holds a character that no token has');
  let forge: Promise<Forge> | undefined;
  // Octokit is loaded with the first question: most runs ask none, and have no time for it.
  const loaded = (): Promise<Forge> =>
    (forge ??= import('./github-forge.ts').then(({ githubForge }) =>
      githubForge(place, { apiUrl: apiUrl.value, token: place.token, fetch, patience }),
    ));
  return {
    name: 'GitHub',
    pullRequest: async (number) => (await loaded()).pullRequest(number),
    pullRequestOf: async (commit, branch) => (await loaded()).pullRequestOf(commit, branch),
    labelsOf: async (number) => (await loaded()).labelsOf(number),
    reviewsOf: async (number) => (await loaded()).reviewsOf(number),
    checksOf: async (commit) => (await loaded()).checksOf(commit),
    account: async (login) => (await loaded()).account(login),
    makersOf: async (range) => (await loaded()).makersOf(range),
  };
}

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import { expect, test } from 'vitest';

import type { GitHubResponse, RequestGitHub } from './github-client.ts';
import { readPullRequestOf } from './pull-request.ts';
import { ROUTES } from './routes.ts';

const COMMIT = 'c'.repeat(40);
const OLD = { owner: 'acme', repository: 'shop' };

/** GitHub sends what is asked under the old name on to the new one, and tells only of that. */
const MERGED = {
  number: 7,
  state: 'closed',
  user: { login: 'ada', id: 1, type: 'User' },
  merged_at: '2026-11-20T10:00:00Z',
  merge_commit_sha: COMMIT,
  base: { ref: 'main', repo: { name: 'store', owner: { login: 'acme-inc' } } },
  head: { sha: 'a'.repeat(40), ref: 'auto/x', repo: { name: 'store', owner: { login: 'acme-inc' } } },
};

function asking(repository: Known<GitHubResponse>): RequestGitHub {
  return async ({ route }) => {
    if (route === ROUTES.pullRequestsOfCommit) return observed({ data: [MERGED], link: null });
    if (route === ROUTES.repository) return repository;
    return unobserved('not asked in these tests');
  };
}

const pullRequestOf = (repository: Known<GitHubResponse>) =>
  readPullRequestOf(asking(repository), OLD, { commit: COMMIT, branch: 'main' });

test('a repository that is reached by an old name has its pull requests', async () => {
  const now = { name: 'Store', owner: { login: 'acme-inc' } };
  expect(await pullRequestOf(observed({ data: now, link: null }))).toMatchObject({
    value: { number: 7, branch: 'auto/x', base: 'main' },
  });
});

test('one of another repository is none', async () => {
  const now = { name: 'shop', owner: { login: 'acme' } };
  expect(await pullRequestOf(observed({ data: now, link: null }))).toEqual(observed(null));
});

test.each([
  ['GitHub does not say what it is called now', unobserved('it is down')],
  ['GitHub says it in no form that is known', observed({ data: { name: 'shop' }, link: null })],
])('where %s, nobody knows whether there is one', async (_, answer) => {
  expect(await pullRequestOf(answer)).toMatchObject({ known: false });
});

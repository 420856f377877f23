import { describe, expect, test } from 'vitest';

import { pullRequestPage } from './pull-request-page.ts';

const COPY = { from: 'lockkeeper/records-copy', into: 'main' };
const ON_GITHUB = 'https://github.com/acme/shop/compare/main...lockkeeper/records-copy?expand=1';
const ASKED =
  'merge_request%5Bsource_branch%5D=lockkeeper%2Frecords-copy&merge_request%5Btarget_branch%5D=main';

describe('a pull request is opened', () => {
  test.each([
    'https://github.com/acme/shop.git',
    'https://x-access-token:planted-secret@github.com/acme/shop',
    'git@github.com:acme/shop.git',
    'ssh://git@ssh.github.com:443/acme/shop.git',
  ])('at GitHub for %s', (url) => {
    expect(pullRequestPage(url, COPY, {})).toBe(ON_GITHUB);
  });

  test.each([
    ['https://gitlab.com/acme/tools/shop.git', 'https://gitlab.com/acme/tools/shop'],
    ['git@gitlab.acme.test:acme/shop.git', 'https://gitlab.acme.test/acme/shop'],
    [
      'https://oauth2:planted-secret@gitlab.acme.test:8443/acme/shop.git',
      'https://gitlab.acme.test:8443/acme/shop',
    ],
  ])('at GitLab for %s', (url, project) => {
    expect(pullRequestPage(url, COPY, {})).toBe(`${project}/-/merge_requests/new?${ASKED}`);
  });

  test('at a server of one’s own, where the environment names it', () => {
    const url = 'git@git.acme.test:acme/shop.git';
    expect(pullRequestPage(url, COPY, { GITHUB_SERVER_URL: 'https://git.acme.test' })).toBe(
      ON_GITHUB.replace('github.com', 'git.acme.test'),
    );
    expect(pullRequestPage(url, COPY, { CI_SERVER_URL: 'https://git.acme.test:8443' })).toBe(
      `https://git.acme.test:8443/acme/shop/-/merge_requests/new?${ASKED}`,
    );
  });

  test('with every letter of a branch as an address takes it', () => {
    const into = 'release#1?';
    expect(pullRequestPage('git@github.com:acme/shop.git', { ...COPY, into }, {})).toContain(
      '/compare/release%231%3F...lockkeeper',
    );
  });

  test.each([
    '/srv/git/shop.git',
    'file:///srv/git/acme/shop.git',
    'https://user:planted-secret@git.acme.test/acme/shop.git',
    'https://github.com.evil.test/acme/shop.git',
    'https://gitlab.com/shop.git',
    'https://gitlab.com/acme/<b>/shop.git',
  ])('nowhere that is known for %s', (url) => {
    expect(pullRequestPage(url, COPY, {})).toBeUndefined();
    expect(
      pullRequestPage(url, COPY, { GITHUB_SERVER_URL: 'no address', CI_SERVER_URL: 'file:///srv' }),
    ).toBeUndefined();
  });
});

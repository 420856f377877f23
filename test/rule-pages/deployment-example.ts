import { observed, type Observations } from '@lockkeeper/policy-core';
import type { Account, Review } from '@lockkeeper/policy-core/observe';

const HEAD = 'b'.repeat(40);

/** Of the pull request that every example came from. */
const AUTHOR = 'ana';

/** What a block such as `environment: staging` tells of a commit that is about to be deployed. */
export function deploymentExample(text: string): Pick<Observations, 'deployment' | 'pullRequest'> {
  const told = new Map(text.split('\n').flatMap(keyAndWords));
  const words = (key: string): readonly string[] => told.get(key) ?? [];
  const [environment = ''] = words('environment');
  return {
    deployment: {
      environment,
      branches: observed(words('branches')),
      tags: observed(words('tags')),
      reviews: observed(words('approved by').map((login) => approval(login))),
      checks: observed(words('passed').map((name) => ({ name, outcome: 'success' as const }))),
    },
    pullRequest: observed({
      number: 7,
      author: account(AUTHOR),
      branch: 'auto/x',
      head: HEAD,
      pushedAt: observed('2026-11-20T08:00:00Z'),
      pushers: observed([account(AUTHOR)]),
    }),
  };
}

function keyAndWords(line: string): readonly (readonly [string, readonly string[]])[] {
  const { key, value } = /^(?<key>[a-z ]+):(?<value>.*)$/.exec(line)?.groups ?? {};
  if (key === undefined || value === undefined) return [];
  return [
    [
      key,
      value
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    ],
  ];
}

function approval(login: string): Review {
  return {
    by: account(login),
    state: 'approved',
    commit: HEAD,
    role: observed('write'),
    at: '2026-11-20T09:00:00Z',
  };
}

function account(login: string): Account {
  return { login, id: null, isBot: login.endsWith('[bot]') };
}

import type { GitHubWorld, WorldPullRequest } from './world.ts';

export const HEAD = 'a'.repeat(40);
export const OTHER = 'b'.repeat(40);
export const TOKEN = 'ghs_SecretOfTheTests0123456789';

/** Ada's #12, which Mia, a maintainer, approved after the last push. */
export const PULL_REQUEST: WorldPullRequest = {
  number: 12,
  author: 'ada',
  branch: 'topic',
  head: HEAD,
  events: [{ event: 'labeled', label: 'approved-core-change', actor: 'mia', at: '2026-11-21T09:00:00Z' }],
};

export const WORLD: GitHubWorld = {
  repository: 'acme/shop',
  token: TOKEN,
  accounts: { ada: { id: 1, role: 'write' }, mia: { id: 2, role: 'maintain' } },
  pullRequests: [PULL_REQUEST],
  activity: [{ ref: 'refs/heads/topic', after: HEAD, at: '2026-11-21T08:00:00Z' }],
};

/** The sample world with another #12. */
export function worldWith(changes: Partial<WorldPullRequest>, more: Partial<GitHubWorld> = {}): GitHubWorld {
  return { ...WORLD, pullRequests: [{ ...PULL_REQUEST, ...changes }], ...more };
}

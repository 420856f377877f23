import { describe, expect, test } from 'vitest';

import { HEAD, OTHER, TOKEN } from './sample-world.ts';
import { patienceWith, withGitHub } from './with-github.ts';
import type { GitHubWorld, WorldCommit } from './world.ts';

const ADA = { email: 'Ada@example.com', login: 'ada' };
const BOB = { email: 'bob@example.com', login: 'bob' };
const NOBODY = { email: 'agent@example.com', login: null };
const [FIRST, SECOND]: readonly WorldCommit[] = [
  { sha: OTHER, author: ADA, committer: BOB },
  { sha: HEAD, author: NOBODY },
];

function world(more: Partial<GitHubWorld> = {}): GitHubWorld {
  return {
    repository: 'acme/shop',
    token: TOKEN,
    commits: (from) => (from === undefined ? [SECOND] : [FIRST, SECOND]).flatMap((one) => one ?? []),
    activity: [{ ref: 'refs/heads/auto/x', after: HEAD, at: '2026-11-21T08:00:00Z', actor: 'zoe' }],
    ...more,
  };
}

async function makers(of: GitHubWorld, from: string | null = 'c'.repeat(40)) {
  const { patience } = patienceWith(of);
  return await withGitHub(of, async (forge) => await forge.makersOf({ from, to: HEAD }), { patience });
}

describe('who made commits', () => {
  test('is told by account, of authors and committers, over all pages [row 1.63]', async () => {
    for (const pageSize of [1, 100])
      expect(await makers(world({ pageSize }))).toMatchObject({
        known: true,
        value: {
          accounts: new Map([
            ['ada@example.com', 'ada'],
            ['bob@example.com', 'bob'],
            ['agent@example.com', null],
          ]),
        },
      });
  });

  test('is told of one commit where nothing ran before', async () => {
    expect(await makers(world(), null)).toMatchObject({
      value: { accounts: new Map([['agent@example.com', null]]) },
    });
  });

  test.each([401, 403, 404, 409, 422, 429, 500, 503])(
    'is not known where GitHub answers %i',
    async (status) => {
      const faults = [{ kind: 'answer', at: /compare/, status } as const];
      expect((await makers(world({ faults }))).known).toBe(false);
    },
  );
});

describe('who pushed the last commit', () => {
  const push = { ref: 'refs/heads/auto/x', after: HEAD, at: '2026-11-21T08:00:00Z' };

  test.each<readonly [string, GitHubWorld['activity'], string]>([
    ['made the branch', [{ ...push, kind: 'branch_creation', actor: 'zoe' }], 'zoe'],
    ['pushed by force', [{ ...push, kind: 'force_push', actor: 'zoe' }], 'zoe'],
    ['merged it', [{ ...push, ref: 'refs/heads/main', kind: 'pr_merge', actor: 'zoe' }], 'zoe'],
    [
      'brought it first, whoever moved main to it later',
      [
        { ...push, actor: 'zoe' },
        { ...push, after: OTHER, actor: 'ada' },
        { ...push, ref: 'refs/heads/main', actor: 'ada' },
      ],
      'zoe',
    ],
  ])('is whoever %s', async (_, activity, login) => {
    for (const pageSize of [1, 100])
      expect(await makers(world({ activity: activity ?? [], pageSize }))).toMatchObject({
        value: { pusher: { known: true, value: login } },
      });
  });

  test.each<readonly [string, Partial<GitHubWorld>]>([
    ['it was pushed with later ones', { activity: [{ ...push, after: OTHER, actor: 'zoe' }] }],
    ['their account is gone', { activity: [{ ...push, actor: null }] }],
    ['GitHub does not say', { faults: [{ kind: 'answer', at: /activity/, status: 403 }] }],
    ['GitHub says half of it', { faults: [{ kind: 'half-open', at: /activity/ }] }],
    ['GitHub says no JSON', { faults: [{ kind: 'answer', at: /activity/, status: 200, body: '[' }] }],
  ])('is not known where %s', async (_, more) => {
    const found = await makers(world(more));
    expect(found).toMatchObject({ known: true, value: { pusher: { known: false } } });
  });
});

import { describe, expect, test } from 'vitest';

import { HEAD, OTHER, PULL_REQUEST, WORLD, worldWith } from './sample-world.ts';
import { withGitHub } from './with-github.ts';
import type { WorldEvent } from './world.ts';

const known = <T>(value: T) => ({ known: true, value });
const MIA = { login: 'mia', id: 2, isBot: false };
const ADA = { login: 'ada', id: 1, isBot: false };

describe('labels of a pull request', () => {
  const labels = (events: readonly WorldEvent[], more = {}) =>
    withGitHub(worldWith({ events }, more), (forge) => forge.labelsOf(12));
  const labeled = (actor: string | null, at: string, more: Partial<WorldEvent> = {}): WorldEvent => ({
    event: 'labeled',
    label: 'approved-core-change',
    actor,
    at,
    ...more,
  });
  const unlabeled = (at: string): WorldEvent => ({ ...labeled('mia', at), event: 'unlabeled' });

  test('a label tells who applied it, when, and what that person may do', async () => {
    await withGitHub(WORLD, async (forge) => {
      expect(await forge.labelsOf(12)).toEqual(
        known([
          {
            kind: 'applied',
            name: 'approved-core-change',
            by: MIA,
            role: known('maintain'),
            at: '2026-11-21T09:00:00Z',
          },
        ]),
      );
    });
  });

  test('a pull request without labels has none, and that is known', async () => {
    expect(await labels([])).toEqual(known([]));
  });

  test('a label that was taken off is not there', async () => {
    expect(await labels([labeled('mia', '2026-11-21T09:00:00Z'), unlabeled('2026-11-21T10:00:00Z')])).toEqual(
      known([]),
    );
  });

  test('taken off and put on again, the last time counts', async () => {
    const found = await labels([
      labeled('mia', '2026-11-21T09:00:00Z'),
      unlabeled('2026-11-21T10:00:00Z'),
      labeled('ada', '2026-11-21T11:00:00Z'),
    ]);
    expect(found).toMatchObject(known([{ by: ADA, at: '2026-11-21T11:00:00Z' }]));
  });

  test('the event may lie many pages behind', async () => {
    const noise = Array.from({ length: 25 }, (_, index): WorldEvent => ({
      event: 'mentioned',
      actor: 'ada',
      at: `2026-11-21T10:00:${10 + index}Z`,
    }));
    const found = await labels([...noise, labeled('mia', '2026-11-21T11:00:00Z')], { pageSize: 3 });
    expect(found).toMatchObject(known([{ by: MIA, at: '2026-11-21T11:00:00Z' }]));
  });

  test('an app that applies a label is a bot, and is not asked for its role', async () => {
    const world = worldWith({ events: [labeled('robot[bot]', '2026-11-21T09:00:00Z')] });
    await withGitHub(world, async (forge, github) => {
      expect(await forge.labelsOf(12)).toMatchObject(
        known([
          {
            kind: 'applied',
            by: { login: 'robot[bot]', isBot: true },
            role: { known: false, reason: 'robot[bot] is an app, and apps have no role in a repository' },
          },
        ]),
      );
      expect(github.requests.some(({ path }) => path.includes('permission'))).toBe(false);
    });
  });

  test('nobody answers for a label whose account is gone', async () => {
    const world = worldWith({ labels: ['approved-core-change'], events: [] });
    await withGitHub(world, async (forge) => {
      expect(await forge.labelsOf(12)).toEqual(
        known([
          {
            kind: 'unattributed',
            name: 'approved-core-change',
            reason: 'GitHub has no record of how it came there',
          },
        ]),
      );
    });
  });

  test.each([
    ['an app acted', { app: 'helpful' }, 'it was applied through an app in the name of mia, not by hand'],
    ['an agent acted', { intent: 'looks fine to me' }, 'an agent applied it in the name of mia'],
  ])('a label in the name of a person by whom %s is not by that person', async (_, more, reason) => {
    expect(await labels([labeled('mia', '2026-11-21T09:00:00Z', more)])).toEqual(
      known([{ kind: 'unattributed', name: 'approved-core-change', reason }]),
    );
  });

  test.each([
    ['admin', 'admin', 'admin'],
    ['maintain', undefined, 'maintain'],
    ['triage', undefined, 'triage'],
    ['Release captain', 'write', 'write'],
    // An organisation may call a role anything.
    ['admin', 'read', 'read'],
    ['none', undefined, 'none'],
  ] as const)('the role %s based on %s counts as %s', async (role, permission, expected) => {
    const accounts = { mia: { id: 2, role, ...(permission === undefined ? {} : { permission }) } };
    const found = await labels([labeled('mia', '2026-11-21T09:00:00Z')], { accounts });
    expect(found).toMatchObject(known([{ role: known(expected) }]));
  });

  test('a token that may not read roles leaves the label and takes the role', async () => {
    const found = await labels([labeled('mia', '2026-11-21T09:00:00Z')], {
      faults: [{ kind: 'answer', at: /permission/, status: 403 }],
    });
    expect(found).toMatchObject(
      known([
        {
          kind: 'applied',
          role: {
            known: false,
            reason:
              'GitHub says that the token may not read the role of mia in the repository (403); give it the permission "metadata: read"',
          },
        },
      ]),
    );
  });

  test('without events labels are there, and who applied them is not known', async () => {
    const found = await labels([labeled('mia', '2026-11-21T09:00:00Z')], {
      faults: [{ kind: 'answer', at: /events/, status: 404 }],
    });
    expect(found).toMatchObject(known([{ kind: 'unattributed', name: 'approved-core-change' }]));
  });
});

describe('a pull request', () => {
  const pushedAt = (changes: Parameters<typeof worldWith>[0], more: Parameters<typeof worldWith>[1] = {}) =>
    withGitHub(worldWith(changes, more), async (forge) => {
      const found = await forge.pullRequest(12);
      return found.known ? found.value.pushedAt : found;
    });
  const push = (after: string, hour: string, more = {}) => ({
    ref: 'refs/heads/topic',
    after,
    at: `2026-11-21T${hour}:00:00Z`,
    ...more,
  });

  test('tells its author, its branch and when its head arrived', async () => {
    await withGitHub(WORLD, async (forge) => {
      expect(await forge.pullRequest(12)).toEqual(
        known({
          number: 12,
          author: ADA,
          branch: 'topic',
          base: 'main',
          head: HEAD,
          pushedAt: known('2026-11-21T08:00:00Z'),
          pushers: known([ADA]),
        }),
      );
    });
  });

  test('a branch that was set back to an older commit moved when it was set back', async () => {
    const activity = [push(HEAD, '08'), push(OTHER, '09'), push(HEAD, '10', { kind: 'force_push' })];
    expect(await pushedAt({}, { activity })).toEqual(known('2026-11-21T10:00:00Z'));
  });

  test('what was pushed to another branch first arrived here later', async () => {
    const activity = [push(HEAD, '07', { ref: 'refs/heads/hidden' }), push(HEAD, '11')];
    expect(await pushedAt({}, { activity })).toEqual(known('2026-11-21T11:00:00Z'));
  });

  test('a record that does not end with its head is not of this moment', async () => {
    const activity = [push(HEAD, '08'), push(OTHER, '09')];
    expect(await pushedAt({}, { activity })).toEqual({
      known: false,
      reason: `GitHub has no record of when commit ${HEAD.slice(0, 12)} came to the branch of #12; run again in a minute, or push to the branch`,
    });
  });

  test('after the merge the branch may have moved on or be gone', async () => {
    const activity = [
      push(HEAD, '08'),
      push(OTHER, '09'),
      push('0'.repeat(40), '10', { kind: 'branch_deletion' }),
    ];
    const merged = { mergedAt: '2026-11-21T08:30:00Z', mergeCommit: OTHER };
    expect(await pushedAt(merged, { activity, pageSize: 1 })).toEqual(known('2026-11-21T08:00:00Z'));
  });

  test('a fork is asked for its own branch', async () => {
    const activity = [push(HEAD, '07'), push(HEAD, '12', { repository: 'mallory/shop' })];
    expect(await pushedAt({ fork: 'mallory/shop' }, { activity })).toEqual(known('2026-11-21T12:00:00Z'));
  });

  test('nothing is known of a fork that is gone', async () => {
    expect(await pushedAt({ fork: null })).toEqual({
      known: false,
      reason: 'the fork that #12 comes from is gone; open the pull request from a branch that exists',
    });
  });

  test('nothing is known of a fork that the token may not see', async () => {
    expect(await pushedAt({ fork: 'mallory/secret' })).toEqual({
      known: false,
      reason:
        'GitHub knows no pushes to the branch of #12 (404), or the token may not see it; check the repository and give the token the permission "contents: read"',
    });
  });

  test('pointed at another base it stands for other commits from then on', async () => {
    const events = [
      ...(PULL_REQUEST.events ?? []),
      { event: 'base_ref_changed', actor: 'ada', at: '2026-11-21T10:00:00Z' },
    ];
    expect(await pushedAt({ events })).toEqual(known('2026-11-21T10:00:00Z'));
  });

  test.each(['automatic_base_change_succeeded', 'base_ref_force_pushed', 'head_ref_restored'])(
    'stands for other commits since %s, though nobody pushed',
    async (event) => {
      const events = [
        ...(PULL_REQUEST.events ?? []),
        { event, actor: 'ada', at: '2026-11-21T10:00:00Z' },
        { event: 'closed', actor: 'ada', at: '2026-11-21T11:00:00Z' },
      ];
      expect(await pushedAt({ events })).toEqual(known('2026-11-21T10:00:00Z'));
    },
  );

  test('nobody answers for one whose author is gone', async () => {
    await withGitHub(worldWith({ author: null }), async (forge) => {
      expect(await forge.pullRequest(12)).toEqual({
        known: false,
        reason: 'the account that opened #12 is gone',
      });
    });
  });

  test('one that does not exist is unobserved, with what to check', async () => {
    await withGitHub(WORLD, async (forge) => {
      expect(await forge.pullRequest(99)).toEqual({
        known: false,
        reason:
          'GitHub knows no pull request #99 (404), or the token may not see it; check the repository and give the token the permission "pull-requests: read"',
      });
    });
  });
});

describe('the pull request of a commit', () => {
  const MERGE = 'c'.repeat(40);

  test('is the one that made it by being merged', async () => {
    const merged = { ...PULL_REQUEST, mergedAt: '2026-11-21T10:00:00Z', mergeCommit: MERGE };
    const first = {
      ...merged,
      number: 7,
      mergeCommit: OTHER,
      mergedAt: '2026-11-20T10:00:00Z',
      commits: [MERGE],
    };
    await withGitHub({ ...WORLD, pullRequests: [first, merged] }, async (forge) => {
      expect(await forge.pullRequestOf(MERGE)).toMatchObject(known({ number: 12, branch: 'topic' }));
    });
  });

  test('is an open one before the merge', async () => {
    await withGitHub(WORLD, async (forge) => {
      expect(await forge.pullRequestOf(HEAD)).toMatchObject(known({ number: 12 }));
    });
  });

  test.each([
    ['is open', {}],
    ['is open into another branch', { base: 'agent/base' }],
    ['was merged into another branch', { base: 'agent/base', mergedAt: '2026-11-21T10:00:00Z' }],
    [
      'was merged into that branch of a fork',
      { baseRepository: 'mallory/shop', mergedAt: '2026-11-21T10:00:00Z' },
    ],
    ['was closed', { state: 'closed' }],
  ] as const)('on a branch is none that %s', async (_, changes) => {
    await withGitHub(worldWith(changes), async (forge) => {
      expect(await forge.pullRequestOf(HEAD, 'main')).toEqual(known(null));
    });
  });

  test('on a branch is the one that was merged into it, or the one that asks to merge it', async () => {
    await withGitHub(worldWith({ mergedAt: '2026-11-21T10:00:00Z' }), async (forge) => {
      expect(await forge.pullRequestOf(HEAD, 'main')).toMatchObject(known({ number: 12, base: 'main' }));
    });
    await withGitHub(WORLD, async (forge) => {
      expect(await forge.pullRequestOf(HEAD, 'topic')).toMatchObject(known({ number: 12 }));
    });
  });

  test('is none where the commit came without', async () => {
    await withGitHub({ ...WORLD, pullRequests: [], statuses: { [HEAD]: [] } }, async (forge) => {
      expect(await forge.pullRequestOf(HEAD)).toEqual(known(null));
    });
  });

  test('is unknown for a commit that GitHub does not have', async () => {
    await withGitHub(WORLD, async (forge) => {
      expect(await forge.pullRequestOf(OTHER)).toEqual({
        known: false,
        reason: `GitHub knows nothing of commit ${OTHER.slice(0, 12)} (422); push it first`,
      });
    });
  });
});

describe('reviews', () => {
  test('each reviewer has one last word, over all pages', async () => {
    const at = (hour: number) => `2026-11-21T${String(hour).padStart(2, '0')}:00:00Z`;
    const reviews = [
      { by: 'mia', state: 'CHANGES_REQUESTED', commit: OTHER, at: at(8) },
      { by: 'leo', state: 'COMMENTED', commit: HEAD, at: at(9) },
      { by: 'mia', state: 'APPROVED', commit: HEAD, at: at(10) },
      { by: 'mia', state: 'COMMENTED', commit: HEAD, at: at(11) },
      { by: 'mia', state: 'PENDING', commit: HEAD, at: at(12) },
    ] as const;
    await withGitHub(worldWith({ reviews }, { pageSize: 2 }), async (forge) => {
      expect(await forge.reviewsOf(12)).toMatchObject(
        known([
          { by: MIA, state: 'approved', role: known('maintain'), commit: HEAD, at: at(10) },
          { by: { login: 'leo' }, state: 'commented', commit: HEAD, at: at(9) },
        ]),
      );
    });
  });
});

describe('checks of a commit', () => {
  test('come from statuses and check runs, over all pages', async () => {
    const world = {
      ...WORLD,
      pageSize: 1,
      statuses: {
        [HEAD]: [
          { context: 'ci/one', state: 'success' },
          { context: 'ci/two', state: 'error' },
        ],
      },
      checkRuns: {
        [HEAD]: [
          { name: 'build', conclusion: 'success' },
          { name: 'lint', conclusion: 'neutral' },
          { name: 'slow', status: 'in_progress' },
        ],
      },
    } as const;
    await withGitHub(world, async (forge) => {
      expect(await forge.checksOf(HEAD)).toEqual(
        known([
          { name: 'ci/one', outcome: 'success' },
          { name: 'ci/two', outcome: 'failure' },
          { name: 'build', outcome: 'success' },
          { name: 'lint', outcome: 'skipped' },
          { name: 'slow', outcome: 'pending' },
        ]),
      );
    });
  });

  test('a commit without checks has none, and that is known', async () => {
    await withGitHub(WORLD, async (forge) => {
      expect(await forge.checksOf(HEAD)).toEqual(known([]));
    });
  });
});

describe('an account', () => {
  test('is found by its login, also with the brackets of an app', async () => {
    const world = { ...WORLD, accounts: { ...WORLD.accounts, 'dependabot[bot]': { id: 3 } } };
    await withGitHub(world, async (forge) => {
      expect(await forge.account('ada')).toEqual(known(ADA));
      expect(await forge.account('dependabot[bot]')).toEqual(
        known({ login: 'dependabot[bot]', id: 3, isBot: true }),
      );
    });
  });

  test.each(['..', '', 'a/b', 'a?b', '../repos/acme/shop'])(
    '%j cannot be one, and nobody is asked',
    async (login) => {
      await withGitHub(WORLD, async (forge, github) => {
        expect(await forge.account(login)).toEqual({
          known: false,
          reason: 'this is no name that an account on GitHub can have',
        });
        expect(github.requests).toEqual([]);
      });
    },
  );
});

test('the same is asked once in a run, whoever wants to know', async () => {
  await withGitHub(WORLD, async (forge, github) => {
    await Promise.all([forge.pullRequest(12), forge.labelsOf(12), forge.pullRequest(12)]);
    await forge.labelsOf(12);
    const paths = github.requests.map(({ path }) => path);
    expect(paths).toHaveLength(new Set(paths).size);
    expect(paths).toHaveLength(5);
  });
});

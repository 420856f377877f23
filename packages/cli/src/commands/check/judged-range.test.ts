import type { Forge, Git, RepositoryState } from '@lockkeeper/operations/ports';
import { observed, unobserved } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { fakeForge } from '../../../../operations/src/testing/fake-forge.ts';
import type { EventFacts } from './event-payload.ts';
import { judgedRange, type RangeRequest } from './judged-range.ts';

const NOTHING: RangeRequest = {
  base: undefined,
  head: undefined,
  branch: undefined,
  labels: undefined,
  actor: undefined,
  event: undefined,
  pullRequest: undefined,
  policy: 'base',
  stage: 'local',
  isTreeMeant: false,
};

describe('without a base', () => {
  test('at home the files on disk are judged, and what is not merged', async () => {
    const { request, notices } = await range({});
    expect(request).toMatchObject({
      focus: { kind: 'tree' },
      base: 'c-main',
      head: 'worktree',
      policyFrom: 'head',
    });
    expect(notices).toEqual([]);
  });

  test.each(['ci', 'deploy'] as const)(
    'at stage %s the change is missing, which is no pass',
    async (stage) => {
      const { request, notices } = await range({ stage });
      expect(request).toMatchObject({
        focus: { kind: 'tree' },
        base: undefined,
        head: 'HEAD',
        policyFrom: 'head',
        missingBase: expect.stringMatching(/--base.*--event.*--tree/),
      });
      expect(notices).toEqual([]);
    },
  );

  test.each(['ci', 'local'] as const)(
    'at stage %s the tree alone is judged where that is meant',
    async (stage) => {
      const { request } = await range({ stage, isTreeMeant: true }, { env: { GITHUB_BASE_REF: 'main' } });
      expect(request).toMatchObject({ focus: { kind: 'tree' }, base: undefined });
      expect(request.missingBase).toBeUndefined();
    },
  );

  test('a bare repository is judged at its head', async () => {
    const { request } = await range({}, { state: { isBare: true } });
    expect(request).toMatchObject({ head: 'HEAD', base: undefined });
  });

  test('before the first commit there are only files', async () => {
    const { request, notices } = await range({ stage: 'ci' }, { state: { head: undefined } });
    expect(request).toMatchObject({ head: 'worktree', base: undefined });
    expect(request.missingBase).toBeUndefined();
    expect(notices).toHaveLength(1);
  });

  test('a base without a common commit is left out with the reason', async () => {
    const { request, notices } = await range({}, { mergeBase: 'this is a shallow clone' });
    expect(request.base).toBeUndefined();
    expect(notices).toEqual(['Changes of protected paths were not judged, because this is a shallow clone.']);
  });

  test('a named head is judged as a tree', async () => {
    const { request } = await range({ head: 'feature' });
    expect(request).toMatchObject({ focus: { kind: 'tree' }, head: 'feature', base: 'c-main' });
  });
});

describe('with a base', () => {
  test('the change to the files on disk is judged by the base at home', async () => {
    const { request } = await range({ base: 'main' });
    expect(request).toMatchObject({
      focus: { kind: 'change' },
      base: 'main',
      head: 'worktree',
      policyFrom: 'base',
    });
  });

  test.each(['ci', 'deploy'] as const)('the change to the commit is judged at stage %s', async (stage) => {
    const { request } = await range({ base: 'main', stage });
    expect(request).toMatchObject({ head: 'HEAD', policyFrom: 'base' });
  });

  test('a named head and branch stand', async () => {
    const { request } = await range({ base: 'main', head: 'feature', branch: 'x' });
    expect(request).toMatchObject({ head: 'feature', branch: 'x' });
  });

  test('GitHub names the base in CI', async () => {
    const env = { GITHUB_BASE_REF: 'main', GITHUB_HEAD_REF: 'feature' };
    expect((await range({ stage: 'ci' }, { env })).request).toMatchObject({
      focus: { kind: 'change' },
      base: 'refs/remotes/origin/main',
      branch: 'feature',
    });
    expect((await range({ stage: 'local' }, { env })).request.focus).toEqual({ kind: 'tree' });
    expect((await range({ stage: 'ci' }, { env: { GITHUB_BASE_REF: '' } })).request.focus).toEqual({
      kind: 'tree',
    });
  });

  test('a tag called like the branch of the base is not taken for it', async () => {
    const commits = { 'origin/main': 'c-tag', 'refs/remotes/origin/main': 'c-main' };
    const env = { GITHUB_BASE_REF: 'main' };
    expect((await range({ stage: 'ci' }, { env, commits })).request.base).toBe('refs/remotes/origin/main');
  });

  test('a branch called worktree is not the files on disk', async () => {
    const commits = { 'refs/heads/worktree': 'c-head' };
    for (const stage of ['local', 'ci'] as const) {
      const { request } = await range({ stage, base: 'worktree', head: 'worktree' }, { commits });
      expect([request.base, request.head]).toEqual(['refs/heads/worktree', 'refs/heads/worktree']);
    }
  });

  test('a clone that has only the branch itself is asked for it', async () => {
    const env = { GITHUB_BASE_REF: 'main' };
    const { request } = await range({ stage: 'ci' }, { env, commits: { 'refs/heads/main': 'c-main' } });
    expect(request.base).toBe('refs/heads/main');
  });

  test('GitHub names the branch of a push', async () => {
    const env = { GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'main', GITHUB_HEAD_REF: '' };
    expect((await range({ stage: 'ci' }, { env })).request.branch).toBe('main');
    const tag = { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1' };
    expect((await range({ stage: 'ci' }, { env: tag })).request.branch).toBeUndefined();
  });
});

describe('what a pull request asks to be merged into', () => {
  const about = { kind: 'pull-request', number: 5 } as const;
  const event = { bases: ['c-main'], head: 'c-head', branch: 'x', labels: [], author: undefined, about };
  const askedBase = async (
    target: string,
    defaultBranch: string | undefined,
    more: Partial<EventFacts> = {},
  ) => (await range({ event: { ...event, target, defaultBranch, ...more } })).request.askedBase;

  test('is told where it is not the default branch', async () => {
    const byDefault = 'refs/remotes/origin/main';
    expect(await askedBase('agent/base', 'main')).toEqual({ branch: 'agent/base', byDefault });
    const group = { about: { kind: 'merge-group', number: 5 } } as const;
    expect(await askedBase('agent/base', 'main', group)).toEqual({ branch: 'agent/base', byDefault });
    expect(await askedBase('refs/heads/main', 'main')).toEqual({ branch: 'refs/heads/main', byDefault });
  });

  test('is not told of the default branch', async () => {
    expect(await askedBase('main', 'main')).toBeUndefined();
    expect(await askedBase('main', undefined)).toBeUndefined();
  });

  const byClone = { branch: 'agent/base', byDefault: 'c-main' };

  test('is told where the event does not name the default branch: the clone knows one', async () => {
    expect(await askedBase('agent/base', undefined, { bases: ['c-other'] })).toEqual(byClone);
  });

  test('is told whatever the command line names for a base', async () => {
    const { request } = await range({
      base: 'other',
      event: { ...event, target: 'agent/base', defaultBranch: 'main' },
    });
    expect(request).toMatchObject({
      base: 'other',
      askedBase: { branch: 'agent/base', byDefault: 'refs/remotes/origin/main' },
    });
  });

  const COMMITS_WITH_AGENT = {
    'c-main': 'c-main',
    'refs/remotes/origin/agent/base': 'c-other',
    other: 'c-other',
  };
  const OF_JOB = { env: { GITHUB_BASE_REF: 'agent/base' }, commits: COMMITS_WITH_AGENT };

  test.each<[string, Partial<RangeRequest>]>([
    ['without a base', {}],
    ['with a base', { base: 'other' }],
  ])('is told by the job, %s, where it counts', async (_, wish) => {
    expect((await range({ ...wish, stage: 'ci' }, OF_JOB)).request.askedBase).toEqual(byClone);
    expect((await range({ ...wish, stage: 'local' }, OF_JOB)).request.askedBase).toBeUndefined();
  });

  test('is told by the pull request that is named, also beside a job of another', async () => {
    const forge = fakeForge({ pullRequests: { 5: { base: 'agent/base', head: 'c-head' } } });
    const wish = { pullRequest: 5, base: 'other', stage: 'ci' } as const;
    const env = { GITHUB_BASE_REF: 'main' };
    const commits = { ...COMMITS_WITH_AGENT, HEAD: 'c-head' };
    const partings = { other: 'c-1', 'refs/remotes/origin/agent/base': 'c-1' };
    const { request } = await range(wish, { forge, env, commits, partings });
    expect(request.askedBase).toEqual(byClone);
  });

  test('stops the run where nobody knows the default branch', async () => {
    const defaultBranch = 'there is no origin/HEAD';
    await expect(range({ stage: 'ci' }, { ...OF_JOB, defaultBranch })).rejects.toThrow(
      'there is no origin/HEAD',
    );
    await expect(
      range({ event: { ...event, target: 'x', defaultBranch: undefined } }, { defaultBranch }),
    ).rejects.toThrow('--event');
    await expect(range({ base: 'other', stage: 'ci' }, { defaultBranch })).resolves.toBeDefined();
  });
});

describe('with an event', () => {
  const event: EventFacts = {
    bases: ['c-main', 'refs/remotes/origin/main'],
    head: 'c-head',
    branch: 'x',
    target: 'main',
    defaultBranch: undefined,
    labels: [],
    author: { login: 'me', id: 7, isBot: false },
    about: { kind: 'pull-request', number: 5 },
  };
  const push: EventFacts = {
    ...event,
    bases: ['c-main'],
    about: {
      kind: 'push',
      ref: 'refs/heads/main',
      before: 'c-main',
      forced: false,
      isOnDefaultBranch: true,
      sender: undefined,
    },
  };

  test('it names everything', async () => {
    const { request } = await range({ event, stage: 'ci' });
    expect(request).toMatchObject({
      focus: { kind: 'change' },
      base: 'refs/remotes/origin/main',
      head: 'c-head',
      branch: 'x',
    });
  });

  test('what is named beside it stands', async () => {
    const { request } = await range({ event, base: 'other', head: 'HEAD', branch: 'y', stage: 'ci' });
    expect(request).toMatchObject({ base: 'other', head: 'HEAD', branch: 'y' });
  });

  test('a base that moved away is looked for by its branch', async () => {
    const moved = { ...event, bases: ['gone', 'refs/remotes/origin/main'] };
    expect((await range({ event: moved, stage: 'ci' })).request.base).toBe('refs/remotes/origin/main');
  });

  test('a base nobody has is asked for by its exact name, so that the run fails on it', async () => {
    const gone = { ...event, bases: ['gone', 'refs/remotes/origin/gone'] };
    expect((await range({ event: gone, stage: 'ci' })).request.base).toBe('gone');
  });

  test('a push that takes commits away from the default branch is judged from where it was', async () => {
    const rewriting = await range({ event: push, stage: 'ci' }, { relation: 'not-an-ancestor' });
    expect(rewriting.request).toMatchObject({ base: 'c-main', compare: 'exactly' });
    const plain = await range({ event: push, stage: 'ci' }, { relation: 'ancestor' });
    expect(plain.request).toMatchObject({ base: 'c-main', compare: 'merge-base' });
  });

  test('a base that was named stands before what a push took away', async () => {
    const { request } = await range(
      { event: push, base: 'other', stage: 'ci' },
      { relation: 'not-an-ancestor' },
    );
    expect(request).toMatchObject({ base: 'other', compare: 'merge-base' });
  });

  test('a push that rewrites another branch is judged with all that is on it', async () => {
    const about = { ...push.about, ref: 'refs/heads/x', isOnDefaultBranch: false, forced: true };
    const { request } = await range({ event: { ...push, about }, stage: 'ci' });
    expect(request).toMatchObject({
      compare: 'merge-base',
      circumstances: { push: { ref: 'refs/heads/x', rewrites: observed(true) } },
    });
  });

  test('a merge queue is on the branch of its pull request, where the forge knows it', async () => {
    const queue: EventFacts = { ...event, branch: 'queue/5', about: { kind: 'merge-group', number: 5 } };
    const forge = fakeForge({ pullRequests: { 5: { branch: 'auto/x' } } });
    expect((await range({ event: queue, stage: 'ci' }, { forge })).request.branch).toBe('auto/x');
    expect((await range({ event: queue, stage: 'ci' })).request.branch).toBe('queue/5');
  });

  test('it is not answered by a pull request beside it', async () => {
    await expect(range({ event, pullRequest: 5 })).rejects.toThrow(
      '--pull-request and --event answer the same question. Leave one of them out.',
    );
  });

  test('a new branch starts at the default branch', async () => {
    const { request } = await range({ event: { ...event, bases: [] }, stage: 'ci' });
    expect(request).toMatchObject({ focus: { kind: 'change' }, base: 'c-main', policyFrom: 'base' });
  });

  test('the first push of the default branch is judged as a tree, not as an empty change', async () => {
    const first = { ...push, bases: [], head: 'c-main' };
    const { request, notices } = await range({ event: first, stage: 'ci' });
    expect(request.focus).toEqual({ kind: 'tree' });
    expect(notices).toHaveLength(1);
    expect(request.missingBase).toBeUndefined();
  });

  test('a new branch without the default branch at hand lacks its base', async () => {
    const about = { ...push.about, isOnDefaultBranch: false };
    const { request } = await range(
      { event: { ...push, bases: [], about }, stage: 'ci' },
      { hasDefaultBranch: false },
    );
    expect(request.missingBase).toContain('fetch-depth');
  });
});

describe('with a pull request that is named', () => {
  const forge = fakeForge({ pullRequests: { 5: { branch: 'auto/x', head: 'c-head' } } });

  test('the change is on its branch', async () => {
    const { request } = await range({ pullRequest: 5, base: 'main' }, { forge });
    expect(request).toMatchObject({ branch: 'auto/x', head: 'worktree' });
    expect((await range({ pullRequest: 5, branch: 'y' }, { forge })).request.branch).toBe('y');
  });

  test.each([
    ['labels', { labels: ['ok'] }],
    ['actor', { actor: 'me' }],
  ])('--%s is not answered beside it', async (name, wish) => {
    await expect(range({ pullRequest: 5, ...wish }, { forge })).rejects.toThrow(
      `--pull-request and --${name} answer the same question. Leave one of them out.`,
    );
  });
});

describe('labels of a pull request that is named', () => {
  const forge = fakeForge({ pullRequests: { 5: { base: 'agent/base', head: 'c-head' } } });
  const commits = { ...COMMITS, HEAD: 'c-head', 'refs/remotes/origin/agent/base': 'c-agent' };
  /** Where each base and the head part. */
  const partings = (of: Readonly<Record<string, string>>) => ({ forge, commits, partings: of });
  const wish = { pullRequest: 5, base: 'main', stage: 'ci' } as const;
  const APART = { main: 'c-1', 'refs/remotes/origin/agent/base': 'c-2' };

  test('approve nothing that is compared with another branch', async () => {
    const { circumstances } = (await range(wish, partings(APART))).request;
    for (const fact of ['labels', 'pullRequest', 'author'] as const)
      expect(circumstances[fact]).toMatchObject({ known: false });
    const env = { GITHUB_BASE_REF: 'main' };
    const ofJob = await range(
      { ...wish, base: undefined },
      { ...partings({ ...APART, 'refs/remotes/origin/main': 'c-1' }), env },
    );
    expect(ofJob.request.circumstances.labels).toMatchObject({ known: false });
  });

  test('approve what parts from both at the same commit', async () => {
    const { circumstances } = (
      await range(wish, partings({ main: 'c-1', 'refs/remotes/origin/agent/base': 'c-1' }))
    ).request;
    expect(circumstances.labels).toEqual(observed([]));
  });

  test('approve nothing where the branch it asks for is not here', async () => {
    const gone = partings({ main: 'c-1' });
    expect((await range(wish, gone)).request.circumstances.labels).toMatchObject({ known: false });
  });

  test('are a question at home, where one works on what is not pushed yet', async () => {
    const { circumstances } = (await range({ ...wish, stage: 'local' }, partings(APART))).request;
    expect(circumstances.labels).toEqual(observed([]));
  });
});

describe('--policy worktree', () => {
  test('judges a change by the policy on disk', async () => {
    expect((await range({ base: 'main', policy: 'worktree' })).request.policyFrom).toBe('head');
  });

  test.each(['ci', 'deploy'] as const)('is refused at stage %s', async (stage) => {
    await expect(range({ base: 'main', policy: 'worktree', stage })).rejects.toThrow(
      `--policy worktree is for trying a policy at home. At stage ${stage} the policy of the base judges: leave --policy out.`,
    );
  });

  test('is refused for a commit', async () => {
    await expect(range({ base: 'main', head: 'feature', policy: 'worktree' })).rejects.toThrow(
      '--policy worktree judges the files on disk, but the head is feature. Leave --head out.',
    );
  });
});

describe('without git', () => {
  test('the files on disk are judged at every stage, and why not more is said', async () => {
    const wish: RangeRequest = { ...NOTHING, stage: 'ci' };
    const { request, notices } = await judgedRange(wish, {
      git: undefined,
      withoutGit: 'it is gone',
      env: {},
    });
    const files = { focus: { kind: 'tree' }, head: 'worktree', base: undefined };
    expect(request).toMatchObject({ ...files, missingBase: expect.stringContaining('it is gone') });
    expect(notices).toEqual([]);
  });

  test('a base is passed on, so that the run fails on it', async () => {
    const { request } = await judgedRange(
      { ...NOTHING, base: 'main' },
      { git: undefined, withoutGit: 'x', env: {} },
    );
    expect(request).toMatchObject({ focus: { kind: 'change' }, base: 'main' });
  });
});

interface Given {
  readonly forge?: Forge;
  readonly env?: Readonly<Record<string, string>>;
  readonly state?: Partial<RepositoryState>;
  readonly commits?: Readonly<Record<string, string>>;
  /** Why there is none. */
  readonly mergeBase?: string;
  readonly hasDefaultBranch?: boolean;
  readonly relation?: 'ancestor' | 'not-an-ancestor';
  /** The commit at which each name and the head part. */
  readonly partings?: Readonly<Record<string, string>>;
  /** Why it is not known. */
  readonly defaultBranch?: string;
}

const COMMITS = {
  main: 'c-main',
  'refs/remotes/origin/main': 'c-main',
  'c-main': 'c-main',
  'c-head': 'c-head',
  other: 'c-other',
};

function range(wish: Partial<RangeRequest>, { env = {}, forge, ...given }: Given = {}) {
  return judgedRange({ ...NOTHING, ...wish }, { git: gitWith(given), forge, withoutGit: undefined, env });
}

function gitWith({
  state = {},
  commits = COMMITS,
  mergeBase,
  relation,
  hasDefaultBranch = true,
  partings = {},
  defaultBranch,
}: Omit<Given, 'env' | 'forge'>): Git {
  const known = new Map(Object.entries(commits));
  const unused = () => Promise.reject(new Error('not asked in these tests'));
  return {
    describe: async () =>
      observed({ head: 'c-head', branch: 'feature', isShallow: false, isBare: false, ...state }),
    resolve: async (name) => {
      const id = known.get(name);
      return id === undefined ? unobserved(`there is no commit ${name} here`) : observed(id);
    },
    mergeBase: async () => (mergeBase === undefined ? observed('c-base') : unobserved(mergeBase)),
    mergeBases: async (name) => {
      const id = partings[name];
      return id === undefined ? unobserved(`there is no commit ${name} here`) : observed([id]);
    },
    defaultBranch: async () => {
      if (!hasDefaultBranch) return unobserved('there is none');
      return defaultBranch === undefined ? observed('c-main') : unobserved(defaultBranch);
    },
    changes: unused,
    readAt: unused,
    digestsAt: unused,
    listAt: unused,
    tracked: unused,
    indexState: unused,
    linksAt: unused,
    linesWith: unused,
    foldersAt: unused,
    commits: async () => observed([]),
    allBranches: unused,
    branchesWith: unused,
    tagsAt: unused,
    relation: async () =>
      relation === undefined ? unobserved('this is a shallow clone') : observed(relation),
  };
}

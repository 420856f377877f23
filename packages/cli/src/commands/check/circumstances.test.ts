import { observed, unobserved } from '@lockkeeper/policy-core';
import type { AppliedLabel } from '@lockkeeper/policy-core/observe';
import { describe, expect, test } from 'vitest';

import { STAGES } from '../../../../policy-core/src/model/stage.ts';
import { ADA, deafForge, fakeForge, GRACE } from '../../../../operations/src/testing/fake-forge.ts';
import { fakeObservers } from '../../../../operations/src/testing/fake-repository.ts';
import { circumstancesOf, claimedAuthor, claimedLabels, type ClaimedCircumstances } from './circumstances.ts';
import type { EventFacts, PushSubject } from './event-payload.ts';

const HEAD = 'b'.repeat(40);
const BEFORE = 'a'.repeat(40);
const LOST = 'c'.repeat(40);
const QUEUED = 'd'.repeat(40);
const CROWDED = 'e'.repeat(40);

const NOTHING: ClaimedCircumstances & { readonly head: string } = {
  labels: undefined,
  actor: undefined,
  event: undefined,
  pullRequest: undefined,
  stage: 'ci',
  head: HEAD,
};

const APPROVAL: AppliedLabel = {
  kind: 'applied',
  name: 'ok',
  by: GRACE,
  role: observed('admin'),
  at: '2026-11-21T09:00:00Z',
};

const { git } = fakeObservers({
  commits: {
    [BEFORE]: { files: { a: '1' } },
    [HEAD]: { files: { a: '2' }, parents: [BEFORE] },
    [LOST]: { files: { a: '3' } },
    [QUEUED]: { files: { a: '2' }, parents: [BEFORE, HEAD] },
    [CROWDED]: { files: { a: '4' }, parents: [LOST, HEAD] },
  },
  names: { HEAD },
});

const OF_PULL_REQUEST: EventFacts = {
  bases: [BEFORE],
  head: HEAD,
  branch: 'work',
  target: 'main',
  defaultBranch: undefined,
  labels: ['ok'],
  author: ADA,
  about: { kind: 'pull-request', number: 5 },
};

const PUSH: PushSubject = {
  kind: 'push',
  ref: 'refs/heads/main',
  before: BEFORE,
  forced: false,
  isOnDefaultBranch: true,
  sender: GRACE,
};
const pushed = (about: Partial<PushSubject> = {}): EventFacts => ({
  ...OF_PULL_REQUEST,
  labels: undefined,
  author: undefined,
  about: { ...PUSH, ...about },
});

const world = fakeForge({
  pullRequests: {
    5: { author: ADA, head: HEAD, mergedAt: '2026-11-21T10:00:00Z', labels: [APPROVAL], commits: [HEAD] },
  },
});

describe('labels on the command line', () => {
  test('approve at stage local', () => {
    expect(claimedLabels({ labels: ['ok'], stage: 'local' })).toEqual(
      observed([{ kind: 'stated', name: 'ok' }]),
    );
  });

  test.each(STAGES.filter((stage) => stage !== 'local'))(
    'prove nothing at stage %s, absence included',
    (stage) => {
      expect(claimedLabels({ labels: ['ok'], stage })).toEqual(
        unobserved(`--labels counts at stage local only, and this is stage ${stage}`),
      );
    },
  );

  test('are unknown when nobody named any', () => {
    expect(claimedLabels({ labels: undefined, stage: 'local' })).toEqual(
      unobserved('the labels of the change were not read'),
    );
  });

  test('may be named as none at all', () => {
    expect(claimedLabels({ labels: [], stage: 'local' })).toEqual(observed([]));
  });
});

describe('the author on the command line', () => {
  test('may be named at home only', () => {
    expect(claimedAuthor({ actor: 'me', stage: 'local' })).toEqual(
      observed({ login: 'me', id: null, isBot: false }),
    );
    expect(claimedAuthor({ actor: 'me', stage: 'deploy' })).toEqual(
      unobserved('--actor counts at stage local only, and this is stage deploy'),
    );
  });

  test('is nobody yet at home, and unknown where it counts', () => {
    expect(claimedAuthor({ actor: undefined, stage: 'local' })).toEqual(observed(null));
    expect(claimedAuthor({ actor: undefined, stage: 'ci' })).toEqual(
      unobserved('the author of the change was not read'),
    );
  });
});

describe('the forge', () => {
  test.each(STAGES)('is not asked at stage %s unless an event or a pull request is named', async (stage) => {
    const forge = fakeForge({});
    await circumstancesOf({ ...NOTHING, stage }, { git, forge });
    expect(forge.asked).toEqual([]);
  });

  test('says who applied the labels of the pull request of an event', async () => {
    const known = await circumstancesOf({ ...NOTHING, event: OF_PULL_REQUEST }, { git, forge: world });
    expect(known).toMatchObject({
      labels: observed([APPROVAL]),
      author: observed(ADA),
      pullRequest: { value: { number: 5, branch: 'work' } },
      push: null,
    });
  });

  test.each(['no token is set; set GITHUB_TOKEN', 'GitHub refused the token (401); check GITHUB_TOKEN'])(
    'leaves the names of the event without who applied them: %s',
    async (reason) => {
      const known = await circumstancesOf(
        { ...NOTHING, event: OF_PULL_REQUEST },
        { git, forge: deafForge(reason) },
      );
      expect(known).toMatchObject({
        labels: observed([{ kind: 'unattributed', name: 'ok', reason }]),
        author: observed(ADA),
        pullRequest: unobserved(reason),
      });
    },
  );

  test('is asked about a pull request in a merge queue, whose head is another', async () => {
    const event: EventFacts = { ...pushed(), head: QUEUED, about: { kind: 'merge-group', number: 5 } };
    const known = await circumstancesOf({ ...NOTHING, event }, { git, forge: world });
    expect(known).toMatchObject({ labels: observed([APPROVAL]), author: observed(ADA), push: null });
  });

  test('says nothing of a pull request in a merge queue that others come with', async () => {
    const about = { kind: 'merge-group', number: 5 } as const;
    const event: EventFacts = { ...pushed(), head: CROWDED, about };
    const reason = 'the merge group of #5 brings commit cccccccccc too, which comes from no pull request';
    expect(await circumstancesOf({ ...NOTHING, event }, { git, forge: world })).toMatchObject({
      labels: unobserved(reason),
      author: unobserved(reason),
      pullRequest: unobserved(reason),
    });
  });

  test('is asked which pull request a push brought', async () => {
    const known = await circumstancesOf({ ...NOTHING, event: pushed() }, { git, forge: world });
    expect(known).toMatchObject({
      labels: observed([APPROVAL]),
      author: observed(ADA),
      push: { ref: 'refs/heads/main', rewrites: observed(false) },
    });
  });

  test('knows of none for a push past every pull request, which is by whoever pushed', async () => {
    const known = await circumstancesOf({ ...NOTHING, event: pushed() }, { git, forge: fakeForge({}) });
    expect(known).toMatchObject({
      pullRequest: observed(null),
      labels: observed([]),
      author: observed(GRACE),
    });
  });

  test('is not needed to see that a push takes commits away', async () => {
    const event = pushed({ before: LOST });
    const { push } = await circumstancesOf({ ...NOTHING, event }, { git, forge: deafForge('x') });
    expect(push).toEqual({ ref: 'refs/heads/main', rewrites: observed(true) });
  });
});

describe('a pull request that is named', () => {
  test('gives labels and author at home, whatever lies on disk', async () => {
    const claims = { ...NOTHING, stage: 'local', pullRequest: 5, head: 'worktree' } as const;
    expect(await circumstancesOf(claims, { git, forge: world })).toMatchObject({
      labels: observed([APPROVAL]),
      author: observed(ADA),
    });
  });

  test.each(['ci', 'deploy'] as const)('must be what is judged at stage %s', async (stage) => {
    const claims = { ...NOTHING, stage, pullRequest: 5 };
    expect(await circumstancesOf(claims, { git, forge: world })).toMatchObject({
      labels: observed([APPROVAL]),
    });
    expect(await circumstancesOf({ ...claims, head: BEFORE }, { git, forge: world })).toMatchObject({
      labels: { known: false, reason: expect.stringContaining('the pull request has moved on') },
    });
    const reason = 'what is judged is no commit, so that it cannot be compared with the pull request';
    expect(await circumstancesOf({ ...claims, head: 'worktree' }, { git, forge: world })).toMatchObject({
      labels: unobserved(reason),
      author: unobserved(reason),
      pullRequest: unobserved(reason),
    });
  });
});

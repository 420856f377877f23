import { unobserved } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { fakeObservers, type FakeRepository } from '../../../../operations/src/testing/fake-repository.ts';
import { baseOfEvent, firstKnownCommit } from './base-of-event.ts';
import type { EventFacts } from './event-payload.ts';

const BRANCH = 'refs/remotes/origin/main';

/** Main went on from `told` to `later`; `mixed` is the branch after main was merged into it. */
const commits: FakeRepository['commits'] = {
  told: { files: { a: '1' } },
  later: { files: { a: '2' }, parents: ['told'] },
  topic: { files: { a: '1', b: '' }, parents: ['told'] },
  mixed: { files: { a: '2', b: '' }, parents: ['topic', 'later'] },
  merged: { files: { a: '2', b: '' }, parents: ['later', 'topic'] },
  rewritten: { files: {} },
};

const pullRequest: EventFacts = {
  bases: ['told', BRANCH, 'refs/heads/main'],
  head: 'topic',
  branch: 'topic',
  target: 'main',
  defaultBranch: undefined,
  labels: [],
  author: undefined,
  about: { kind: 'pull-request', number: 5 },
};
const queued: EventFacts = { ...pullRequest, about: { kind: 'merge-group', number: 5 } };
const pushed: EventFacts = {
  ...pullRequest,
  bases: ['told'],
  about: {
    kind: 'push',
    ref: 'refs/heads/main',
    before: 'told',
    forced: false,
    isOnDefaultBranch: true,
    sender: undefined,
  },
};

describe.each([pullRequest, queued])('the base of a $about.kind', (event) => {
  test('is the branch it goes to where that went on since: what was merged meanwhile counts', async () => {
    expect(await baseOfEvent(event, gitAt('later'))).toBe(BRANCH);
  });

  test('is that branch for one that it was merged into', async () => {
    expect(await baseOfEvent({ ...event, head: 'mixed' }, gitAt('later'))).toBe(BRANCH);
  });

  test('is what the event tells where the branch is not at hand', async () => {
    expect(await baseOfEvent(event, fakeObservers({ commits }).git)).toBe('told');
    expect(await baseOfEvent(event, undefined)).toBe('told');
  });

  test('is what the event tells once the branch has all of it, as nothing would be left to judge', async () => {
    expect(await baseOfEvent(event, gitAt('merged'))).toBe('told');
  });

  test('is the branch where nobody has the commit that the event tells', async () => {
    expect(await baseOfEvent({ ...event, bases: ['gone', BRANCH] }, gitAt('later'))).toBe(BRANCH);
  });
});

describe('a commit that is not of the branch', () => {
  const unseen = () => ({ ...gitAt('later'), relation: async () => unobserved('this is a shallow clone') });

  test('is no base of a pull request: another base was asked for, or the branch was rewritten', async () => {
    const stacked = { ...pullRequest, bases: ['topic', BRANCH], head: 'mixed' };
    expect(await baseOfEvent(stacked, gitAt('later'))).toBe(BRANCH);
    expect(await baseOfEvent(pullRequest, gitAt('rewritten'))).toBe(BRANCH);
    expect(await baseOfEvent(pullRequest, unseen())).toBe(BRANCH);
  });

  test('is the base in a queue, where what goes before it is not merged yet', async () => {
    expect(await baseOfEvent(queued, gitAt('rewritten'))).toBe('told');
    expect(await baseOfEvent(queued, unseen())).toBe('told');
  });
});

describe('the base of a push', () => {
  test('is the default branch where the event does not name it and it lacks what was there before', async () => {
    const names = { main: 'later', HEAD: 'mixed' };
    const { git } = fakeObservers({ commits, names });
    const unnamed = { ...pushed, head: 'mixed' };
    const later = await git?.defaultBranch();
    expect(await baseOfEvent({ ...unnamed, bases: ['topic'] }, git)).toBe(
      later?.known === true ? later.value : '',
    );
    expect(await baseOfEvent(unnamed, git)).toBe('told');
    expect(await baseOfEvent({ ...unnamed, bases: ['topic'], defaultBranch: 'main' }, git)).toBe('topic');
  });

  test('is what was there before, wherever the branch is by now', async () => {
    expect(await baseOfEvent(pushed, gitAt('later'))).toBe('told');
    expect(await baseOfEvent({ ...pushed, bases: ['told', BRANCH] }, gitAt('later'))).toBe('told');
  });

  test('is the default branch for a new one, also where nothing is on it yet', async () => {
    const first = { ...pushed, bases: [], about: { ...pushed.about, isOnDefaultBranch: false } };
    for (const head of ['topic', 'later']) {
      const names = { main: 'later', HEAD: head };
      expect(await baseOfEvent({ ...first, head }, fakeObservers({ commits, names }).git)).toBe('main');
    }
  });

  test('is not known for a new one where the default branch is not at hand', async () => {
    const first = { ...pushed, bases: [], about: { ...pushed.about, isOnDefaultBranch: false } };
    const names = { HEAD: 'topic' };
    expect(await baseOfEvent(first, fakeObservers({ commits, names }).git)).toBeUndefined();
  });

  test('is nothing for the first push of the default branch, and without git', async () => {
    const first = { ...pushed, bases: [], head: 'later' };
    const names = { main: 'later', HEAD: 'later' };
    expect(await baseOfEvent(first, fakeObservers({ commits, names }).git)).toBeUndefined();
    expect(await baseOfEvent(first, undefined)).toBeUndefined();
  });
});

describe('the first name that is known', () => {
  test('is the first where none is, so that the message names it', async () => {
    expect(await firstKnownCommit(['gone', 'told'], gitAt('later'))).toBe('told');
    expect(await firstKnownCommit(['gone', 'lost'], gitAt('later'))).toBe('gone');
  });
});

function gitAt(main: string) {
  return fakeObservers({ commits, names: { [BRANCH]: main } }).git;
}

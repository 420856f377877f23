import { observed } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { fakeForge, type FakePullRequest } from '../testing/fake-forge.ts';
import { fakeObservers, type FakeRepository } from '../testing/fake-repository.ts';
import { pullRequestOfGroup, pullRequestOfPush } from './pull-request-of-push.ts';

const files = {};
const mergedAt = '2026-11-21T10:00:00Z';
/** `m`: what a merge button makes of `before` and the branch `w1`, `w2`. */
const MERGED: FakeRepository['commits'] = {
  before: { files },
  w1: { files, parents: ['before'] },
  w2: { files, parents: ['w1'] },
  m: { files, parents: ['before', 'w2'] },
};

function found(
  commits: FakeRepository['commits'],
  pullRequests: Readonly<Record<number, FakePullRequest>>,
  { head = 'm', isWhole = false, branch = 'main' } = {},
) {
  const forge = fakeForge({ pullRequests });
  const { git } = fakeObservers({ commits });
  const since = isWhole ? undefined : 'before';
  return pullRequestOfPush({ kind: 'push', head, branch, since, sender: undefined }, { forge, git }).then(
    (answer) => ({
      answer: answer.known ? (answer.value?.number ?? null) : answer.reason,
      asked: forge.asked,
    }),
  );
}

describe('the pull request of a push', () => {
  test('that merged it is the one, and the commits of its branch need no question', async () => {
    expect(await found(MERGED, { 1: { mergedAt, head: 'w2', commits: ['m'] } })).toEqual({
      answer: 1,
      asked: ['pull request of m on main'],
    });
  });

  test('that was squashed is the one, though its branch is gone', async () => {
    const squashed = { before: { files }, m: { files, parents: ['before'] } };
    expect((await found(squashed, { 1: { mergedAt, head: 'gone', commits: ['m'] } })).answer).toBe(1);
  });

  test('that was rebased is the one when each new commit came from it', async () => {
    const rebased = {
      before: { files },
      r1: { files, parents: ['before'] },
      m: { files, parents: ['r1'] },
    };
    expect((await found(rebased, { 1: { mergedAt, head: 'gone', commits: ['r1', 'm'] } })).answer).toBe(1);
  });

  test('whose commits have pull requests of their own, as on an integration branch, is the one', async () => {
    const pullRequests = {
      1: { mergedAt, head: 'w2', commits: ['m'] },
      2: { mergedAt, commits: ['w1'] },
      3: { mergedAt, commits: ['w2'] },
    };
    expect((await found(MERGED, pullRequests)).answer).toBe(1);
  });

  test('is none where a commit was slipped in before the merge', async () => {
    const smuggled = {
      ...MERGED,
      evil: { files, parents: ['before'] },
      m: { files, parents: ['evil', 'w2'] },
    };
    expect((await found(smuggled, { 1: { mergedAt, head: 'w2', commits: ['m'] } })).answer).toBeNull();
  });

  test('is none where a commit was slipped in among those of a rebase', async () => {
    const smuggled = {
      before: { files },
      evil: { files, parents: ['before'] },
      m: { files, parents: ['evil'] },
    };
    expect((await found(smuggled, { 1: { mergedAt, head: 'gone', commits: ['m'] } })).answer).toBeNull();
  });

  test('is not known where the slipped in commit has a pull request that nobody approved', async () => {
    const smuggled = {
      ...MERGED,
      evil: { files, parents: ['before'] },
      m: { files, parents: ['evil', 'w2'] },
    };
    const pullRequests = { 1: { mergedAt, head: 'w2', commits: ['m'] }, 9: { mergedAt, commits: ['evil'] } };
    expect((await found(smuggled, pullRequests)).answer).toBe(
      'the push brings commits of several pull requests (#1, #9)',
    );
  });

  test.each<[string, FakePullRequest]>([
    ['is open', {}],
    ['asks to be merged into another branch', { base: 'agent/base' }],
    ['was merged into another branch', { base: 'agent/base', mergedAt }],
  ])('is none that %s', async (_, state) => {
    expect((await found(MERGED, { 1: { head: 'w2', commits: ['m'], ...state } })).answer).toBeNull();
  });

  test('is none where a commit beside it was merged into another branch only', async () => {
    const smuggled = {
      ...MERGED,
      evil: { files, parents: ['before'] },
      m: { files, parents: ['evil', 'w2'] },
    };
    const pullRequests = {
      1: { mergedAt, head: 'w2', commits: ['m'] },
      9: { mergedAt, base: 'agent/base', commits: ['evil'] },
    };
    expect((await found(smuggled, pullRequests)).answer).toBeNull();
  });

  test('is none for commits that came past every pull request', async () => {
    expect((await found(MERGED, {})).answer).toBeNull();
  });

  test('that is still open is that of the last commit, where the whole branch is judged', async () => {
    expect(
      await found(MERGED, { 4: { commits: ['w2'] } }, { head: 'w2', isWhole: true, branch: 'work' }),
    ).toEqual({
      answer: 4,
      asked: ['pull request of w2 on work'],
    });
  });

  test('is not looked for among more commits than can be asked about', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 103 }, (_, index) => [
        `r${index}`,
        { files, parents: [index === 0 ? 'before' : `r${index - 1}`] },
      ]),
    );
    const { answer, asked } = await found(
      { before: { files }, ...many },
      { 1: { mergedAt, head: 'gone', commits: ['r102'] } },
      { head: 'r102' },
    );
    expect(answer).toBe('the push brings 102 commits, and 100 at most are looked up');
    expect(asked).toHaveLength(1);
  });

  test('is not known where git cannot tell which commits were pushed', async () => {
    const push = { kind: 'push', head: 'm', branch: 'main', since: 'before', sender: undefined } as const;
    const forge = fakeForge({ pullRequests: { 1: { mergedAt, commits: ['m'] } } });
    expect(await pullRequestOfPush(push, { forge, git: undefined })).toMatchObject({ known: false });
    const { git } = fakeObservers({ commits: MERGED });
    expect(await pullRequestOfPush({ ...push, since: 'nowhere' }, { forge, git })).toEqual({
      known: false,
      reason: 'there is no commit nowhere',
    });
  });

  test('is not known where the forge does not answer for one of the commits', async () => {
    const rebased = { before: { files }, r1: { files, parents: ['before'] }, m: { files, parents: ['r1'] } };
    const forge = fakeForge({ pullRequests: { 1: { mergedAt, commits: ['m', 'r1'] } } });
    const { git } = fakeObservers({ commits: rebased });
    const partly = {
      ...forge,
      pullRequestOf: async (commit: string) =>
        commit === 'm'
          ? forge.pullRequestOf(commit)
          : { known: false as const, reason: 'too many questions' },
    };
    const push = { kind: 'push', head: 'm', branch: 'main', since: 'before', sender: undefined } as const;
    expect(await pullRequestOfPush(push, { forge: partly, git })).toEqual({
      known: false,
      reason: 'too many questions',
    });
    expect(await pullRequestOfPush(push, { forge, git })).toMatchObject(observed({ number: 1 }));
  });
});

describe('the pull request of a merge group', () => {
  const group = (
    commits: FakeRepository['commits'],
    pullRequests: Readonly<Record<number, FakePullRequest>>,
    since: string | undefined = 'before',
  ) => {
    const { git } = fakeObservers({ commits });
    const subject = { kind: 'merge-group', number: 1, head: 'm', branch: 'main', since } as const;
    return pullRequestOfGroup(subject, { forge: fakeForge({ pullRequests }), git }).then((answer) =>
      answer.known ? answer.value.number : answer.reason,
    );
  };
  const grouped = {
    ...MERGED,
    other: { files, parents: ['before'] },
    m: { files, parents: ['other', 'w2'] },
  };

  test('is the one that it is named after, where the queue merged or squashed it alone', async () => {
    expect(await group(MERGED, { 1: { head: 'w2' } })).toBe(1);
    const squashed = { before: { files }, m: { files, parents: ['before'] } };
    expect(await group(squashed, { 1: { head: 'gone' } })).toBe(1);
  });

  test('is not known where another comes with it, whose commits its label does not cover', async () => {
    expect(await group(grouped, { 1: { head: 'w2' }, 9: { mergedAt, commits: ['other'] } })).toBe(
      'the merge group of #1 brings commit other too, which comes from #9',
    );
  });

  test('is not known where it asks to be merged into another branch than the queue leads to', async () => {
    expect(await group(MERGED, { 1: { head: 'w2', base: 'agent/base' } })).toBe(
      '#1 asks to be merged into agent/base, and what is judged is a change of main',
    );
  });

  test('is not known where a commit comes from none', async () => {
    expect(await group(grouped, { 1: { head: 'w2' } })).toBe(
      'the merge group of #1 brings commit other too, which comes from no pull request',
    );
  });

  test('is not known without its base, or where nobody knows the pull request', async () => {
    const subject = { kind: 'merge-group', number: 1, head: 'm', branch: 'main', since: undefined } as const;
    const { git } = fakeObservers({ commits: MERGED });
    const forge = fakeForge({ pullRequests: { 1: { head: 'w2' } } });
    expect(await pullRequestOfGroup(subject, { forge, git })).toMatchObject({ known: false });
    expect(await group(MERGED, {})).toBe('there is no #1');
  });
});

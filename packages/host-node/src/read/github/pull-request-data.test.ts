import { describe, expect, test } from 'vitest';

import { pullRequestBehind, type PullRequestData } from './pull-request-data.ts';

const COMMIT = 'c'.repeat(40);
const repository = { owner: 'acme', repository: 'shop' };

function found(number: number, changes: Partial<PullRequestData> = {}): PullRequestData {
  return {
    number,
    state: 'open',
    user: { login: 'ada', id: 1, isBot: false },
    merged_at: null,
    merge_commit_sha: null,
    base: { ref: 'main', repo: repository },
    head: { sha: 'a'.repeat(40), ref: 'topic', repo: repository },
    ...changes,
  };
}

function merged(number: number, at: string, changes: Partial<PullRequestData> = {}): PullRequestData {
  return found(number, { state: 'closed', merged_at: at, ...changes });
}

const numberBehind = (listed: readonly PullRequestData[], branch?: string) =>
  pullRequestBehind({ commit: COMMIT, branch, repository }, listed)?.number;

test('none is behind a commit that came without', () => {
  expect(numberBehind([])).toBeUndefined();
});

test('the merge that made the commit comes before everything else', () => {
  const made = merged(9, '2026-11-21T10:00:00Z', { merge_commit_sha: COMMIT });
  expect(numberBehind([found(1), merged(2, '2026-11-20T10:00:00Z'), made])).toBe(9);
});

test('a merge commit that GitHub only tried out made nothing', () => {
  expect(numberBehind([found(1), found(2, { merge_commit_sha: COMMIT })])).toBe(1);
});

test('else the first merge that brought it', () => {
  const later = merged(3, '2026-11-21T10:00:00Z');
  const first = merged(8, '2026-11-20T10:00:00Z');
  expect(numberBehind([found(1), later, first])).toBe(8);
});

test('else an open one, and of those the one that ends with it', () => {
  const ends = found(5, { head: { ...found(5).head, sha: COMMIT } });
  expect(numberBehind([found(4), found(3)])).toBe(3);
  expect(numberBehind([found(3), ends, found(4)])).toBe(5);
});

test('one that was closed brought nothing', () => {
  expect(numberBehind([found(3, { state: 'closed', merge_commit_sha: COMMIT })])).toBeUndefined();
});

describe('where the commit arrived on a branch', () => {
  const at = '2026-11-20T10:00:00Z';
  const ends = { head: { ...found(1).head, sha: COMMIT } };

  test.each([
    ['is open', found(3, ends)],
    ['is open into another branch', found(3, { ...ends, base: { ref: 'agent/base', repo: repository } })],
    ['was closed', found(3, { ...ends, state: 'closed' })],
    ['was merged into another branch', merged(3, at, { base: { ref: 'agent/base', repo: repository } })],
    [
      'was merged into a tag-like name',
      merged(3, at, { base: { ref: 'refs/heads/main', repo: repository } }),
    ],
    ['was merged into that name in another case', merged(3, at, { base: { ref: 'Main', repo: repository } })],
    [
      'was merged into that branch of a fork',
      merged(3, at, { base: { ref: 'main', repo: { owner: 'mallory', repository: 'shop' } } }),
    ],
    [
      'was merged into that branch of another repository of the owner',
      merged(3, at, { base: { ref: 'main', repo: { owner: 'acme', repository: 'shop-2' } } }),
    ],
  ])('one that %s did not bring it there', (_, other) => {
    expect(numberBehind([other], 'main')).toBeUndefined();
    expect(numberBehind([other, merged(9, '2026-11-21T10:00:00Z')], 'main')).toBe(9);
  });

  test('the one that was merged there did, whoever brought it elsewhere before', () => {
    const elsewhere = { base: { ref: 'agent/base', repo: repository }, merge_commit_sha: COMMIT };
    expect(numberBehind([merged(1, at, elsewhere), merged(9, '2026-11-21T10:00:00Z')], 'main')).toBe(9);
  });

  test('an open one speaks of its own branch', () => {
    expect(numberBehind([found(3, ends)], 'topic')).toBe(3);
    const fork = { ...found(3).head, repo: { owner: 'mallory', repository: 'shop' } };
    expect(numberBehind([found(3, { head: fork })], 'topic')).toBeUndefined();
    expect(numberBehind([found(3, { head: { ...fork, repo: null } })], 'topic')).toBeUndefined();
  });

  test('names of repositories are the same in any case', () => {
    const base = { ref: 'main', repo: { owner: 'ACME', repository: 'Shop' } };
    expect(numberBehind([merged(3, at, { base })], 'main')).toBe(3);
  });
});

test('nothing of a fork brought a commit here', () => {
  const base = { ref: 'main', repo: { owner: 'mallory', repository: 'shop' } };
  expect(numberBehind([found(1, { base }), merged(2, '2026-11-20T10:00:00Z', { base })])).toBeUndefined();
});

describe('one that GitHub calls merged because its commits were pushed to the branch', () => {
  const at = '2026-11-20T10:00:00Z';
  const head = { ...found(3).head, sha: COMMIT };

  const pushed = merged(3, at, { head, merge_commit_sha: COMMIT });
  const earlier = merged(3, at, { merge_commit_sha: found(3).head.sha });

  test.each([pushed, earlier])('brought nothing there, at its head or before it', (one) => {
    expect(numberBehind([one], 'main')).toBeUndefined();
    expect(numberBehind([one, merged(9, '2026-11-21T10:00:00Z')], 'main')).toBe(9);
  });

  test('is still where the commit came from', () => {
    expect(numberBehind([pushed])).toBe(3);
  });

  test('is told by no commit of its own: one that GitHub does not name stands', () => {
    expect(numberBehind([merged(3, at, { head, merge_commit_sha: null })], 'main')).toBe(3);
  });
});

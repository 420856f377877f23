import { expect, test } from 'vitest';

import { pullRequestBehind, type PullRequestData } from './pull-request-data.ts';

const COMMIT = 'c'.repeat(40);

function found(number: number, changes: Partial<PullRequestData> = {}): PullRequestData {
  return {
    number,
    state: 'open',
    user: { login: 'ada', id: 1, isBot: false },
    merged_at: null,
    merge_commit_sha: null,
    head: { sha: 'a'.repeat(40), ref: 'topic', repo: { owner: 'acme', repository: 'shop' } },
    ...changes,
  };
}

function merged(number: number, at: string, changes: Partial<PullRequestData> = {}): PullRequestData {
  return found(number, { state: 'closed', merged_at: at, ...changes });
}

const numberBehind = (listed: readonly PullRequestData[]) => pullRequestBehind(COMMIT, listed)?.number;

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

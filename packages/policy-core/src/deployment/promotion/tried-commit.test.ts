import { expect, test } from 'vitest';

import { triedCommit } from './tried-commit.ts';

const [A, B] = ['a'.repeat(40), 'b'.repeat(40)];
const [ONE, TWO] = ['1'.repeat(40), '2'.repeat(40)];
const ready = (commit: string, tree: string, revoked?: string) => ({
  commit,
  tree,
  at: '2026-11-20T11:00:00Z',
  revoked,
});

test('a commit is tried by itself, or by one of its tree where that counts [row 0.37]', () => {
  expect(triedCommit([ready(A, ONE)], { commit: A, tree: undefined }).ready?.commit).toBe(A);
  expect(triedCommit([ready(A, ONE)], { commit: B, tree: undefined }).ready).toBeUndefined();
  expect(triedCommit([ready(A, ONE)], { commit: B, tree: ONE }).ready?.commit).toBe(A);
  expect(triedCommit([ready(A, ONE)], { commit: B, tree: TWO }).ready).toBeUndefined();
});

test('a later one is told of, unless it is ready no more or stands for the same', () => {
  const newer = (last: ReturnType<typeof ready>, tree?: string) =>
    triedCommit([ready(A, ONE), last], { commit: A, tree }).newer?.commit;
  expect(newer(ready(B, TWO))).toBe(B);
  expect(newer(ready(B, TWO, 'it answered 503'))).toBeUndefined();
  expect(newer(ready(B, ONE), ONE)).toBeUndefined();
  expect(triedCommit([ready(B, TWO)], { commit: A, tree: undefined }).newer).toBeUndefined();
});

import { expect, test } from 'vitest';

import { changeObservations, type ChangeInput } from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { PULL_REQUEST } from '../../testing/sample-approval.ts';
import { findPushedBranch } from './pushed-branch.ts';

const policy = policyOf({ branches: { production: { match: ['main'], direct_push: 'deny' } } });
const seenOf = (about: Partial<ChangeInput>) =>
  changeObservations({ changes: ['a'], ...about }, { stage: 'ci' });
const push = { ref: 'refs/heads/main', rewrites: observed(true) };

const MERGED = { ...PULL_REQUEST, base: 'main', mergedAt: '2026-11-20T10:00:00Z' };

test('a push to a branch of a known kind is told with the pull request that was merged into it', () => {
  expect(findPushedBranch(policy, seenOf({ push, pullRequest: MERGED }))).toMatchObject({
    branch: 'main',
    kind: { name: 'production', needsPullRequest: true, keepsHistory: false },
    rewrites: observed(true),
    mergedFrom: observed(MERGED),
  });
});

test.each([
  ['is open', { ...PULL_REQUEST, base: 'main' }],
  ['is open into another branch', { ...PULL_REQUEST, base: 'agent/base' }],
  ['was merged into another branch', { ...MERGED, base: 'agent/base' }],
  ['was merged into a branch that only looks like it', { ...MERGED, base: 'main/main' }],
  ['was merged into a branch of its full name', { ...MERGED, base: 'refs/heads/main' }],
])('a pull request that %s brought nothing there', (_what, pullRequest) => {
  expect(findPushedBranch(policy, seenOf({ push, pullRequest }))?.mergedFrom).toEqual(observed(null));
});

test('a merge into a branch that nobody knows proves nothing', () => {
  const { base: _, ...pullRequest } = MERGED;
  expect(findPushedBranch(policy, seenOf({ push, pullRequest }))?.mergedFrom).toEqual(
    unobserved('it is not known into which branch #123 was merged'),
  );
});

test.each([
  ['nothing is pushed', seenOf({})],
  ['another branch is pushed', seenOf({ push: { ...push, ref: 'refs/heads/x' } })],
  ['a tag of that name is pushed', seenOf({ push: { ...push, ref: 'refs/tags/main' } })],
  ['a release is judged', { ...seenOf({ push }), focus: { kind: 'release' } as const }],
  ['nobody saw the change', { ...seenOf({ push }), change: unobserved('x') }],
])('there is none where %s', (_what, seen) => {
  expect(findPushedBranch(policy, seen)).toBeUndefined();
});

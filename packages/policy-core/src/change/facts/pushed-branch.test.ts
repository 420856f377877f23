import { expect, test } from 'vitest';

import { changeObservations, type ChangeInput } from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { PULL_REQUEST } from '../../testing/sample-approval.ts';
import { pushedBranch } from './pushed-branch.ts';

const policy = policyOf({ branches: { production: { match: ['main'], direct_push: 'deny' } } });
const seenOf = (about: Partial<ChangeInput>) =>
  changeObservations({ changes: ['a'], ...about }, { stage: 'ci' });
const push = { ref: 'refs/heads/main', rewrites: observed(true) };

test('a push to a branch of a known kind is told with its pull request', () => {
  expect(pushedBranch(policy, seenOf({ push, pullRequest: PULL_REQUEST }))).toMatchObject({
    branch: 'main',
    kind: { name: 'production', needsPullRequest: true, keepsHistory: false },
    rewrites: observed(true),
    pullRequest: observed(PULL_REQUEST),
  });
});

test.each([
  ['nothing is pushed', seenOf({})],
  ['another branch is pushed', seenOf({ push: { ...push, ref: 'refs/heads/x' } })],
  ['a tag of that name is pushed', seenOf({ push: { ...push, ref: 'refs/tags/main' } })],
  ['a release is judged', { ...seenOf({ push }), focus: { kind: 'release' } as const }],
  ['nobody saw the change', { ...seenOf({ push }), change: unobserved('x') }],
])('there is none where %s', (_what, seen) => {
  expect(pushedBranch(policy, seen)).toBeUndefined();
});

import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../known.ts';
import { PULL_REQUEST } from '../testing/sample-approval.ts';
import { committedBranch } from './committed-branch.ts';

const CHANGE = {
  base: null,
  head: 'worktree',
  branch: observed('main'),
  entries: [],
  isWhole: true,
  commits: observed([]),
  push: null,
};
const PUSHED = { ...CHANGE, push: { ref: 'refs/heads/main', rewrites: observed(false) } };

describe('a change was committed', () => {
  test('on its branch where nothing is pushed', () => {
    expect(committedBranch(CHANGE, observed(PULL_REQUEST))).toEqual(observed('main'));
    expect(
      committedBranch({ ...CHANGE, branch: unobserved('the head is detached') }, observed(null)),
    ).toEqual(unobserved('the head is detached'));
  });

  test('on the branch of the pull request that a push merged', () => {
    expect(committedBranch(PUSHED, observed(PULL_REQUEST))).toEqual(observed('feature/x'));
  });

  test('on the branch it is pushed to, where there was none', () => {
    expect(committedBranch(PUSHED, observed(null))).toEqual(observed('main'));
  });

  test('nobody knows where, when nobody knows whether there was one', () => {
    expect(committedBranch(PUSHED, unobserved('GitHub was not asked'))).toEqual(
      unobserved('GitHub was not asked'),
    );
  });
});

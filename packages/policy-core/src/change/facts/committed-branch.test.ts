import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import type { Change } from '../../model/observations.ts';
import { PULL_REQUEST } from '../../testing/sample-approval.ts';
import { committedBranch } from './committed-branch.ts';

const change: Change = {
  base: 'a'.repeat(40),
  head: 'b'.repeat(40),
  branch: observed('main'),
  entries: [],
  isWhole: true,
  commits: observed([]),
  push: null,
};
const push = { ref: 'refs/heads/main', rewrites: observed(false) };
const pullRequest = observed({ ...PULL_REQUEST, branch: 'auto/x' });

describe('a change was committed', () => {
  test('on its own branch, as long as nothing is pushed', () => {
    expect(committedBranch(change, observed(null))).toEqual(observed('main'));
    expect(committedBranch(change, pullRequest)).toEqual(observed('main'));
    expect(committedBranch(change, unobserved('GitHub was not asked'))).toEqual(observed('main'));
  });

  test('on the branch of the pull request that a push brings', () => {
    expect(committedBranch({ ...change, push }, pullRequest)).toEqual(observed('auto/x'));
  });

  test('on the branch that is pushed to, where there is no pull request', () => {
    expect(committedBranch({ ...change, push }, observed(null))).toEqual(observed('main'));
  });
});

describe('nobody knows where a change was committed', () => {
  test('without asking what a push brings', () => {
    expect(committedBranch({ ...change, push }, unobserved('GitHub was not asked'))).toEqual(
      unobserved('GitHub was not asked'),
    );
  });

  test('on a head that is on no branch', () => {
    const branch = unobserved('the head is detached');
    expect(committedBranch({ ...change, branch }, observed(null))).toEqual(branch);
    expect(committedBranch({ ...change, branch, push }, observed(null))).toEqual(branch);
    expect(committedBranch({ ...change, branch, push }, pullRequest)).toEqual(observed('auto/x'));
  });
});

import { expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { AUTHOR, PULL_REQUEST } from '../../testing/sample-approval.ts';
import { pushersOf } from './pushers.ts';

test('those who pushed to the branch of a pull request are those the forge names', () => {
  expect(pushersOf(observed(PULL_REQUEST))).toEqual(observed([AUTHOR]));
  const lost = unobserved('the fork is gone');
  expect(pushersOf(observed({ ...PULL_REQUEST, pushers: lost }))).toEqual(lost);
});

test('nobody did where there is no pull request, and nobody knows where it is not known', () => {
  expect(pushersOf(observed(null))).toEqual(observed([]));
  expect(pushersOf(unobserved('GitHub was not asked'))).toEqual(unobserved('GitHub was not asked'));
});

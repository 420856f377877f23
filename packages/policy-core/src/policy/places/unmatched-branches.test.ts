import { expect, test } from 'vitest';

import { policyOf } from '../../testing/any-repository.ts';
import { findUnmatchedBranches } from './unmatched-branches.ts';

/** What is told of one kind of branch, where there are `main` and `release/1`. */
function told(kind: object) {
  const { branches } = policyOf({ branches: { kind } });
  return findUnmatchedBranches(branches.classes, ['main', 'release/1']).map(({ written, meant }) => ({
    written,
    meant,
  }));
}

test.each([
  ['a slip of the hand', { match: ['mian'] }, [{ written: ['mian'], meant: 'main' }]],
  ['a branch that nobody made', { match: ['develop'] }, [{ written: ['develop'], meant: null }]],
  [
    'several names, none of them there',
    { match: ['trunk', 'develop'] },
    [{ written: ['trunk', 'develop'], meant: null }],
  ],
])('tells of %s', (_, kind, expected) => {
  expect(told(kind)).toEqual(expected);
});

test.each([
  ['a branch that is there', { match: ['main'] }],
  ['one of several names', { match: ['develop', 'main'] }],
  ['a folder in a name', { match: ['release/1'] }],
  ['a pattern that matches none today', { match: ['auto/*'] }],
  ['a name beside a pattern', { match: ['develop', 'release/v*'] }],
  ['one that need not be there', { match: ['develop'], optional: true }],
])('is silent on %s', (_, kind) => {
  expect(told(kind)).toEqual([]);
});

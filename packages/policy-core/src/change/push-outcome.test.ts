import { expect, test } from 'vitest';

import type { PushedBranch } from './facts/pushed-branch.ts';
import { observed, unobserved } from '../model/known.ts';
import { pushOutcome } from './push-outcome.ts';
import { policyOf } from '../testing/any-repository.ts';

const [kind] = policyOf({ branches: { production: { match: ['main'] } } }).branches.classes;
if (kind === undefined) throw new Error('The policy of this test describes a kind of branch.');
const PUSHED: PushedBranch = {
  branch: 'main',
  kind,
  rewrites: observed(true),
  mergedFrom: observed(null),
};

test('a push that its branch does not take is told with the line that says so', () => {
  expect(pushOutcome('forced', PUSHED, { fact: 'earlier commits', told: observed(true) })).toEqual({
    kind: 'violation',
    messageId: 'forced',
    data: { branch: 'main' },
    at: undefined,
    evidence: [{ subject: 'branch main', relation: 'is of the kind', value: 'production', source: kind.at }],
  });
});

test('where nobody knows, it is left open, with the reason', () => {
  const told = unobserved('GitHub was not asked');
  expect(pushOutcome('direct', PUSHED, { fact: 'pull request', told })).toMatchObject({
    kind: 'undecided',
    subject: 'the push to main',
    waitsFor: 'observation',
    missing: [{ fact: 'pull request', reason: 'GitHub was not asked' }],
  });
});

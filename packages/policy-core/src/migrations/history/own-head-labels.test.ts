import { expect, test } from 'vitest';

import { loadPolicy } from '../../checker/load-policy.ts';
import { ownHeadLabels } from './own-head-labels.ts';

function labels(rules: Readonly<Record<string, unknown>>): readonly string[] {
  const policy = loadPolicy({ path: 'lockkeeper.json', text: JSON.stringify({ version: 1, rules }) });
  if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
  return ownHeadLabels(policy);
}

test.each<[readonly string[], Readonly<Record<string, unknown>>]>([
  [[], {}],
  [[], { 'migrations/multiple-heads': 'off' }],
  [[], { 'migrations/multiple-heads': { severity: 'warning' } }],
  [['billing'], { 'migrations/multiple-heads': { options: { allowBranches: ['billing'] } } }],
  [
    ['expand', 'contract'],
    { 'migrations/multiple-heads': { severity: 'off', options: { allowBranches: ['expand', 'contract'] } } },
  ],
])('%j may have heads of their own under %j', (allowed, rules) => {
  expect(labels(rules)).toEqual(allowed);
});

import { describe, expect, test } from 'vitest';

import { allRules } from '../../checker/all-rules.ts';
import { groupOf, RULE_GROUPS } from './rule-groups.ts';

describe('the groups of rules', () => {
  test('have every rule that there is, none of them among the others', () => {
    const beside = allRules.filter(({ id }) => groupOf(id) === 'other-rules');
    // A rule of a new area belongs to a word of its own choosing: put its area into the groups.
    expect(beside.map(({ id }) => id)).toEqual([]);
  });

  test('have a rule each but for that of the others', () => {
    const used = new Set(allRules.map(({ id }) => groupOf(id)));
    expect(Object.keys(RULE_GROUPS).filter((id) => ![...used].some((one) => one === id))).toEqual([
      'other-rules',
    ]);
  });

  test.each([
    ['migrations/drop-table', 'safe'],
    ['migrations/lock-timeout-missing', 'safe'],
    ['branches/deploy-requirements', 'tested'],
    ['integrity/checks-not-skipped', 'tested'],
    ['dependencies/lock-in-sync', 'predictable'],
    ['deployment/record-lock-mismatch', 'predictable'],
    ['migrations/downgrade-empty', 'reversible'],
    ['migrations/irreversible-upgrade', 'reversible'],
    ['migrations/backup-not-noted', 'reversible'],
    ['deployment/record-is-valid', 'reversible'],
    ['paths/protected', 'compliant'],
    ['policy/self-protect', 'compliant'],
    ['scope/machine-owned', 'compliant'],
    ['branches/no-direct-push', 'compliant'],
    ['docs/encoding', 'compliant'],
    ['someday/new-rule', 'compliant'],
  ])('put %s with what is called %s', (rule, quality) => {
    expect(RULE_GROUPS[groupOf(rule)].of).toBe(quality);
  });
});

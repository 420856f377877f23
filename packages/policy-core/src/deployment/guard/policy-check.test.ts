import { describe, expect, test } from 'vitest';

import { crashing, deletedPolicy, droppedTable, passing, unproved } from '../../testing/sample-report.ts';
import { policyCheck, policyExit } from './policy-check.ts';

const range = { from: '1f0c2d4', to: '9ab34ef' };
const good = { report: passing, record: 'present', range } as const;

describe('the policy as a check of the guard', () => {
  test('passes with what was judged as its evidence', () => {
    expect(policyCheck(good)).toMatchObject({
      id: 'policy',
      state: 'passed',
      evidence: [{ text: '2 rules judged 5 files of 1f0c2d4...9ab34ef.', where: 'lockkeeper.yaml' }],
      problems: [],
    });
    expect(policyExit(good)).toBe(0);
  });

  test('without a record has judged the tree', () => {
    const check = policyCheck({ ...good, record: 'absent', range: undefined });
    expect(check).toMatchObject({
      state: 'passed',
      evidence: [{ text: '2 rules judged 5 files of the tree.' }],
    });
  });

  test('fails with errors, and not with warnings', () => {
    const failing = { ...passing, verdict: 'fail' as const, findings: [deletedPolicy] };
    expect(policyCheck({ ...good, report: failing })).toMatchObject({
      state: 'failed',
      problems: [{ kind: 'failed', text: '1 error prevents the release.', path: null }],
    });
    expect(policyExit({ ...good, report: failing })).toBe(1);
    expect(policyCheck({ ...good, report: { ...passing, findings: [droppedTable] } }).state).toBe('passed');
  });

  test('is not proved by what could not be decided', () => {
    expect(policyCheck({ ...good, report: unproved })).toMatchObject({
      state: 'undetermined',
      problems: [{ text: 'Not everything that the rules ask could be seen.' }],
    });
    expect(policyExit({ ...good, report: unproved })).toBe(2);
  });

  test.each([
    ['unreadable', range, 'Repair the deploy record.'],
    ['present', undefined, 'Fetch the whole history, such as with `git fetch --unshallow`.'],
  ] as const)('is not proved with a record that is %s and the range %j', (record, judged, next_step) => {
    const check = policyCheck({ report: passing, record, range: judged });
    expect(check).toMatchObject({ state: 'undetermined', problems: [{ next_step }] });
  });

  test('fails where a rule crashed', () => {
    expect(policyCheck({ ...good, report: crashing })).toMatchObject({
      state: 'failed',
      problems: [{ text: '1 rule crashed.' }],
    });
    expect(policyExit({ ...good, report: crashing })).toBe(3);
  });
});

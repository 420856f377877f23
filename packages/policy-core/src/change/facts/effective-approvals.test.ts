import { describe, expect, test } from 'vitest';

import type { Severity } from '../../model/finding.ts';
import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { labelBeforePush, labelOfAuthor, PULL_REQUEST } from '../../testing/sample-approval.ts';
import { BY_A_PERSON } from '../../testing/sample-change.ts';
import { allRules } from '../../checker/all-rules.ts';
import type { Approval } from './approval.ts';
import { asAbsent, effectiveApprovals } from './effective-approvals.ts';

const MISSING = { fact: 'labels', reason: 'it waits for the label ok' };
const EVIDENCE = { subject: 'label ok', relation: 'was applied by', value: 'ana' };
const BAD = ['untrusted', 'stale'] as const;
const OTHERS: readonly Approval[] = [
  { kind: 'given', evidence: EVIDENCE },
  { kind: 'absent', evidence: EVIDENCE, missing: MISSING },
  { kind: 'unknown', missing: MISSING },
];

function counted(draft: object, approval: Approval): Approval | undefined {
  return effectiveApprovals(policyOf(draft), new Map([['ok', approval]])).get('ok');
}

describe.each(BAD)('a label that is %s', (kind) => {
  const bad: Approval = { kind, evidence: EVIDENCE, missing: MISSING };
  const absent: Approval = { kind: 'absent', evidence: EVIDENCE, missing: MISSING };
  const rule = `paths/label-${kind}`;

  test('is left to its own rule, which is an error where nothing else is said', () => {
    expect(allRules.find(({ id }) => id === rule)?.defaultSeverity).toBe('error');
    expect(counted({}, bad)).toEqual(bad);
    expect(counted({ rules: { [rule]: 'error' } }, bad)).toEqual(bad);
    expect(counted({ rules: { [rule]: { options: {} } } }, bad)).toEqual(bad);
  });

  test.each<Severity | 'off'>(['off', 'info', 'warning'])(
    'is no label at all where that rule is %s, with what is wrong as evidence',
    (severity) => {
      expect(counted({ rules: { [rule]: severity } }, bad)).toEqual(absent);
      expect(counted({ rules: { [rule]: { severity } } }, bad)).toEqual(absent);
    },
  );

  test('is no label at all in a draft, in which no rule about labels fails a run', () => {
    expect(counted({ policy: { status: 'draft' } }, bad)).toEqual(absent);
    expect(counted({ policy: { status: 'draft' }, rules: { [rule]: 'error' } }, bad)).toEqual(absent);
  });

  test('is left to its own rule although the other one is off', () => {
    const other = kind === 'stale' ? 'paths/label-untrusted' : 'paths/label-stale';
    expect(counted({ rules: { [other]: 'off' } }, bad)).toEqual(bad);
  });

  test('is as good as none to whoever may not leave it to a rule', () => {
    expect(asAbsent(bad)).toEqual(absent);
  });
});

test.each(OTHERS)('what is $kind stays as it is, whatever the policy says of labels', (approval) => {
  const rules = { 'paths/label-untrusted': 'off', 'paths/label-stale': 'off' };
  expect(counted({}, approval)).toEqual(approval);
  expect(counted({ rules, policy: { status: 'draft' } }, approval)).toEqual(approval);
  expect(asAbsent(approval)).toEqual(approval);
});

describe('a change whose label does not count fails once', () => {
  const CORE = { protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' } }] };
  const errors = (rules: object, label: ReturnType<typeof labelOfAuthor>) =>
    checkerFor(policyOf({ ...CORE, rules }), undefined)
      .checkChange(
        { ...BY_A_PERSON, changes: ['core/a.py'], labels: [label], pullRequest: PULL_REQUEST },
        { stage: 'ci' },
      )
      .findings.flatMap(({ rule, severity }) => (severity === 'error' ? [rule] : []));

  test.each([
    ['the author put it there', labelOfAuthor('ok'), 'paths/label-untrusted'],
    ['the last push is younger', labelBeforePush('ok'), 'paths/label-stale'],
  ])('since %s', (_why, label, rule) => {
    expect(errors({}, label)).toEqual([rule]);
    expect(errors({ [rule]: 'warning' }, label)).toEqual(['paths/protected']);
    expect(errors({ [rule]: 'off' }, label)).toEqual(['paths/protected']);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { approvalOutcome } from './approval-outcome.ts';
import type { Approval } from './facts/approval.ts';
import { STAGES } from '../model/stage.ts';

const SPAN = { path: 'core/a.py', start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const NEEDING = {
  messageId: 'unapproved',
  data: { path: 'core/a.py' },
  at: SPAN,
  subject: 'core/a.py',
  evidence: [{ subject: 'core/a.py', relation: 'matches', value: 'core/**' }],
  related: [{ message: 'core/** belongs to section core.', at: SPAN }],
};
const LABEL = { subject: 'label ok', relation: 'is not on', value: '#1' };
const MISSING = { fact: 'labels', reason: 'it waits for the label ok' };

const APPROVALS = {
  given: { kind: 'given', evidence: LABEL },
  absent: { kind: 'absent', evidence: LABEL, missing: MISSING },
  untrusted: { kind: 'untrusted', evidence: LABEL, missing: MISSING },
  stale: { kind: 'stale', evidence: LABEL, missing: MISSING },
  unknown: { kind: 'unknown', missing: MISSING },
} as const satisfies Record<Approval['kind'], Approval>;

describe('a subject whose label is not there', () => {
  test.each(['ci', 'deploy'] as const)('breaks the rule at stage %s, with the label as a reason', (stage) => {
    expect(approvalOutcome(NEEDING, APPROVALS.absent, stage)).toEqual({
      kind: 'violation',
      messageId: 'unapproved',
      data: { path: 'core/a.py' },
      at: SPAN,
      evidence: [...NEEDING.evidence, LABEL],
      related: NEEDING.related,
    });
  });

  test.each(['editor', 'hook', 'local'] as const)('waits for somebody at stage %s', (stage) => {
    expect(approvalOutcome(NEEDING, APPROVALS.absent, stage)).toEqual({
      kind: 'undecided',
      ...NEEDING,
      waitsFor: 'approval',
      missing: [MISSING],
    });
  });
});

test.each(STAGES)('a label that nobody could look for leaves the subject open at stage %s', (stage) => {
  expect(approvalOutcome(NEEDING, APPROVALS.unknown, stage)).toEqual({
    kind: 'undecided',
    ...NEEDING,
    waitsFor: 'approval',
    missing: [MISSING],
  });
});

test.each(STAGES)('at stage %s an approval settles it, and a bad one is told of by its own rule', (stage) => {
  for (const kind of ['given', 'untrusted', 'stale'] as const)
    expect(approvalOutcome(NEEDING, APPROVALS[kind], stage)).toBeUndefined();
});

test('a subject keeps what its rule said of it, whatever comes of it', () => {
  const approval = fc.constantFrom<Approval>(APPROVALS.absent, APPROVALS.unknown);
  fc.assert(
    fc.property(approval, fc.constantFrom(...STAGES), (found, stage) => {
      const { messageId, data, at, related } = NEEDING;
      const outcome = approvalOutcome(NEEDING, found, stage);
      expect(outcome).toMatchObject({ messageId, data, at, related });
      expect(outcome?.evidence?.[0]).toEqual(NEEDING.evidence[0]);
    }),
  );
});

test('a severity of the policy is carried on', () => {
  const heavy = { ...NEEDING, severity: 'warning' } as const;
  expect(approvalOutcome(heavy, APPROVALS.absent, 'ci')).toMatchObject({ severity: 'warning' });
  expect(approvalOutcome(heavy, APPROVALS.unknown, 'ci')).toMatchObject({ severity: 'warning' });
});

import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../model/known.ts';
import type { Approval } from './facts/approval.ts';
import { liftableOutcome, scopeOutcome } from './scope-outcome.ts';

const BREACH = {
  messageId: 'denied',
  data: { path: 'core/a.py' },
  at: { path: 'core/a.py', start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  subject: 'core/a.py',
  evidence: [{ subject: 'core/a.py', relation: 'matches', value: 'core/**' }],
};

describe('a breach of what holds for some', () => {
  test.each(['ai', 'automation', 'human'] as const)('is one where the change is of the class %s', (kind) => {
    const { subject: _, ...breach } = BREACH;
    expect(scopeOutcome(BREACH, observed({ kind, evidence: [] }))).toEqual({ kind: 'violation', ...breach });
  });

  test('is left open where nobody knows whose the change is, with the reason', () => {
    expect(scopeOutcome(BREACH, unobserved('this is a shallow clone'))).toEqual({
      kind: 'undecided',
      ...BREACH,
      waitsFor: 'observation',
      missing: [{ fact: 'who made the change', reason: 'this is a shallow clone' }],
    });
  });

  test('keeps the severity that the policy gives it', () => {
    const weighed = { ...BREACH, severity: 'info' } as const;
    expect(scopeOutcome(weighed, observed({ kind: 'ai', evidence: [] }))).toMatchObject({ severity: 'info' });
    expect(scopeOutcome(weighed, unobserved('no author was given'))).toMatchObject({ severity: 'info' });
  });
});

describe('a breach that a label may lift', () => {
  const evidence = { subject: 'label ok', relation: 'is not on', value: '#123' };
  const missing = { fact: 'labels', reason: 'it waits for the label ok' };
  const known = observed({ kind: 'ai' as const, evidence: [] });
  const nobody = unobserved('this is a shallow clone');
  const kindOf = (approval: Approval | undefined, authorship: typeof known | typeof nobody = known) =>
    liftableOutcome(BREACH, { authorship, approval, stage: 'ci' })?.kind;

  test('is lifted by an approval, whoever made the change', () => {
    const given: Approval = { kind: 'given', evidence };
    expect([kindOf(given), kindOf(given, nobody)]).toEqual([undefined, undefined]);
  });

  test('stands without one, and where no label could lift it', () => {
    expect([kindOf({ kind: 'absent', evidence, missing }), kindOf(undefined)]).toEqual([
      'violation',
      'violation',
    ]);
  });

  test.each(['untrusted', 'stale'] as const)(
    'is the matter of the rules about labels where one is %s',
    (kind) => {
      expect(kindOf({ kind, evidence, missing })).toBeUndefined();
    },
  );

  test('is open where nobody knows who made the change, whatever the label is', () => {
    const approvals: readonly (Approval | undefined)[] = [
      undefined,
      { kind: 'absent', evidence, missing },
      { kind: 'stale', evidence, missing },
    ];
    expect(approvals.map((approval) => kindOf(approval, nobody))).toEqual(approvals.map(() => 'undecided'));
  });
});

import { describe, expect, test } from 'vitest';

import { observed, unobserved } from './known.ts';
import { scopeOutcome } from './scope-outcome.ts';

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

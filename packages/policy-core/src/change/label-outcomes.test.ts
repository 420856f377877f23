import { describe, expect, test } from 'vitest';

import type { AskedApproval } from './facts/required-approvals.ts';
import { labelOutcomes } from './label-outcomes.ts';

const AT = {
  path: 'lockkeeper.yaml',
  start: { line: 3, character: 2 },
  end: { line: 3, character: 4 },
};
const APPLIED = { subject: 'label ok', relation: 'was applied by', value: 'ana, the author of the change' };
const MISSING = { fact: 'labels', reason: 'it waits for the label ok of somebody who may approve' };

function asked(
  kind: 'given' | 'absent' | 'untrusted' | 'stale',
  given: Partial<AskedApproval> = {},
): AskedApproval {
  return {
    label: 'ok',
    approval: { kind, evidence: APPLIED, missing: MISSING },
    paths: ['core/a.py'],
    at: undefined,
    ...given,
  };
}

describe('a label that was put on and does not count', () => {
  test.each(['ci', 'deploy'] as const)('is a violation at stage %s', (stage) => {
    expect(labelOutcomes('untrusted', asked('untrusted'), stage)).toEqual([
      {
        kind: 'violation',
        messageId: 'untrusted',
        data: { label: 'ok', how: 'ana, the author of the change' },
        at: undefined,
        evidence: [APPLIED, { subject: 'label ok', relation: 'is asked for by', value: 'core/a.py' }],
      },
    ]);
  });

  test.each(['editor', 'hook', 'local'] as const)('is waited for at stage %s', (stage) => {
    expect(labelOutcomes('stale', asked('stale'), stage)).toMatchObject([
      {
        kind: 'undecided',
        messageId: 'stale',
        subject: 'the label ok',
        waitsFor: 'approval',
        missing: [MISSING],
      },
    ]);
  });

  test('shows the line of the policy that says what it must be like', () => {
    const [outcome] = labelOutcomes('stale', asked('stale', { at: AT }), 'ci');
    expect(outcome?.evidence?.[0]).toEqual({ ...APPLIED, source: AT });
  });
});

describe('the paths that ask for it', () => {
  const named = (count: number) => {
    const paths = Array.from({ length: count }, (_, index) => `core/${index}.py`);
    return labelOutcomes('stale', asked('stale', { paths }), 'ci')[0]?.evidence?.[1]?.value;
  };

  test.each([
    [1, 'core/0.py'],
    [2, 'core/0.py, core/1.py'],
    [5, 'core/0.py, core/1.py, core/2.py, core/3.py, core/4.py'],
    [6, 'core/0.py, core/1.py, core/2.py, core/3.py, core/4.py and 1 more'],
    [3200, 'core/0.py, core/1.py, core/2.py, core/3.py, core/4.py and 3195 more'],
  ])('are named, the first of %i', (count, value) => {
    expect(named(count)).toBe(value);
  });
});

test('each rule speaks of its own reason, and none of a label that counts or is not there', () => {
  const all = [asked('given'), asked('absent'), asked('untrusted'), asked('stale')];
  const unknown: AskedApproval = { ...asked('given'), approval: { kind: 'unknown', missing: MISSING } };
  const kinds = (kind: 'untrusted' | 'stale') =>
    [...all, unknown].flatMap((one) => labelOutcomes(kind, one, 'ci').map(({ messageId }) => messageId));
  expect(kinds('untrusted')).toEqual(['untrusted']);
  expect(kinds('stale')).toEqual(['stale']);
});

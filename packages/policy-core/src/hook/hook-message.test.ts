import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { anyText, anyReport } from '../testing/any-report.ts';
import { deletedPolicy, looseRequirement, spanOf, unapproved } from '../testing/sample-report.ts';
import { hookMessage } from './hook-message.ts';

describe('what is said to whoever was stopped', () => {
  test('an agent that may not touch a file at all is told to leave it to a person', () => {
    const evidence = [
      {
        subject: 'backend/app/core/keys.py',
        relation: 'matches',
        value: 'backend/app/core/**',
        source: spanOf('lockkeeper.yaml', 11, [8, 27]),
      },
    ];
    const decision = { refused: [{ ...unapproved, evidence }], waiting: [] };
    expect(hookMessage(decision, { step: 'write', name: '/shop/backend/app/core/keys.py' }))
      .toBe(`Lockkeeper refuses to let /shop/backend/app/core/keys.py be written:
- paths/protected: Changes to backend/app/core/keys.py (section core) need the label approved-core-change. Ask an approver for it. Because backend/app/core/keys.py matches backend/app/core/** (lockkeeper.yaml:12).
Leave the file as it is, and do not write it in another way. Tell the person you work for what should change there and why: a person makes this change, and has it approved on the pull request.
`);
  });

  test('an agent whose text is wrong is told to mend it', () => {
    const message = hookMessage(
      { refused: [looseRequirement], waiting: [] },
      { step: 'write', name: 'backend/requirements.txt' },
    );
    expect(message).toBe(`Lockkeeper refuses to let backend/requirements.txt be written:
- dependencies/requirements-pinned: httpx>=0.27 allows more than one version. Pin one with ==. (backend/requirements.txt:2)
Fix what is named above and write the file again.
`);
  });

  test('what could not be judged says why', () => {
    const unseen = {
      ...unapproved,
      waitsFor: 'observation' as const,
      missing: [{ fact: 'labels', reason: 'permission is denied' }],
      evidence: [],
    };
    expect(
      hookMessage({ refused: [unseen], waiting: [] }, { step: 'write', name: 'a' }).split('\n')[1],
    ).toMatch(/Ask an approver for it\. It could not be judged: permission is denied\.$/);
  });

  test('at the end of a turn an agent is told to take its work back, and not that of people', () => {
    expect(
      hookMessage({ refused: [looseRequirement], waiting: [] }, { step: 'turn', name: '/shop' }),
    ).toContain('Leave what a person changed as it is: report it to them instead.\n');
  });

  test.each([
    ['commit', 'Lockkeeper refuses this commit:\n', 'Fix it and stage it again.'],
    ['push', 'Lockkeeper refuses the push to main:\n', 'Fix it and push again.'],
  ] as const)('people are told on a %s what to do', (step, headline, advice) => {
    const message = hookMessage({ refused: [deletedPolicy], waiting: [] }, { step, name: 'main' });
    expect(message.startsWith(headline)).toBe(true);
    expect(message).toContain('- policy/missing: This change deletes the policy. Keep lockkeeper.yaml.');
    expect(message).toContain(advice);
  });

  test('what only waits is shown without a refusal', () => {
    const message = hookMessage({ refused: [], waiting: [unapproved] }, { step: 'commit', name: '' });
    expect(message.startsWith('Not decided yet:\n- paths/protected: ')).toBe(true);
    expect(message).not.toContain('refuses');
  });

  test('nothing is said where there is nothing to say', () => {
    expect(hookMessage({ refused: [], waiting: [] }, { step: 'turn', name: '' })).toBe('');
  });

  test('of very much only the first is shown, and how much is left', () => {
    const many = Array.from({ length: 500 }, () => looseRequirement);
    const message = hookMessage({ refused: many, waiting: [] }, { step: 'turn', name: '' });
    expect(message.split('\n')).toHaveLength(24);
    expect(message).toContain('- and 480 more. Run `lockkeeper check` to see all.\n');
  });

  test('nothing in a name or a finding begins a line of its own or moves the cursor', () => {
    fc.assert(
      fc.property(anyReport, anyText, ({ findings, undetermined }, name) => {
        const message = hookMessage({ refused: findings, waiting: undetermined }, { step: 'write', name });
        for (const line of message.split('\n')) expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
        const expected = (count: number, more: number) => (count === 0 ? 0 : Math.min(count, 21) + more);
        expect(message.split('\n').length - 1).toBe(
          expected(findings.length, 2) + expected(undetermined.length, 1),
        );
      }),
    );
  });
});

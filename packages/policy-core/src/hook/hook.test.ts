import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Finding, Undetermined } from '../model/finding.ts';
import { loadPolicy } from '../checker/load-policy.ts';
import { startOf } from '../model/source-span.ts';
import { anyReport } from '../testing/any-report.ts';
import { deletedPolicy, looseRequirement, passing, unapproved } from '../testing/sample-report.ts';
import { decideHook, JUDGED_LATER, type HookInput, type HookStep } from './hook.ts';

const STEPS: readonly HookStep[] = ['write', 'turn', 'commit', 'push'];
const PAIR = 'backend/requirements.txt';
const PROTECTED = 'backend/app/core/keys.py';
const policy: HookInput['policy'] = { dependencies: [] };

function decide(
  step: HookStep,
  subjects: readonly (Finding | Undetermined)[],
  touched: readonly string[] = [PAIR, PROTECTED],
) {
  const { refused, waiting } = decideHook({
    step,
    policy,
    report: {
      findings: subjects.flatMap((subject) => ('waitsFor' in subject ? [] : [subject])),
      undetermined: subjects.flatMap((subject) => ('waitsFor' in subject ? [subject] : [])),
    },
    touched: new Set(touched),
  });
  return { refused: refused.map(({ rule }) => rule), waiting: waiting.map(({ rule }) => rule) };
}

const unseen: Undetermined = {
  ...unapproved,
  rule: 'dependencies/requirements-pinned',
  subject: PAIR,
  at: startOf(PAIR),
  waitsFor: 'observation',
  missing: [{ fact: PAIR, reason: 'permission is denied' }],
};

describe('what a hook refuses', () => {
  test.each(STEPS)('on a %s: an error about what is touched', (step) => {
    expect(decide(step, [looseRequirement])).toEqual({
      refused: ['dependencies/requirements-pinned'],
      waiting: [],
    });
  });

  test.each(STEPS)('on a %s: neither what others touched, nor a warning', (step) => {
    expect(decide(step, [looseRequirement, unapproved], ['docs/guide.md'])).toEqual({
      refused: [],
      waiting: [],
    });
    expect(decide(step, [{ ...looseRequirement, severity: 'warning' }])).toEqual({
      refused: [],
      waiting: [],
    });
  });

  test.each([
    ['write', 'a person', { refused: ['paths/protected'], waiting: [] }],
    ['turn', 'a person', { refused: ['paths/protected'], waiting: [] }],
    ['commit', 'nobody yet', { refused: [], waiting: ['paths/protected'] }],
    ['push', 'nobody yet', { refused: [], waiting: ['paths/protected'] }],
  ] as const)('on a %s what waits for an approval stops %s', (step, _, expected) => {
    expect(decide(step, [unapproved])).toEqual(expected);
  });

  test.each(['scope/ai-not-allowed', 'dependencies/label'])(
    'an agent may bring about what %s lets it ask an approval for',
    (rule) => {
      const asked = { ...unapproved, rule };
      expect(decide('write', [asked])).toEqual({ refused: [], waiting: [rule] });
      expect(decide('turn', [asked])).toEqual({ refused: [], waiting: [rule] });
    },
  );

  test('what could not be seen of the very file stops the write and nothing else', () => {
    const { rule } = unseen;
    expect(decide('write', [unseen])).toEqual({ refused: [rule], waiting: [] });
    for (const step of ['turn', 'commit', 'push'] as const) {
      expect(decide(step, [unseen])).toEqual({ refused: [], waiting: [rule] });
    }
  });

  test('what one write cannot show is left to the end of the turn', () => {
    const later = { ...unseen, missing: [{ fact: 'lock', reason: JUDGED_LATER }] };
    expect(decide('write', [later])).toEqual({ refused: [], waiting: [] });
    const both = { ...later, missing: [...later.missing, { fact: PAIR, reason: 'permission is denied' }] };
    expect(decide('write', [both]).refused).toEqual([both.rule]);
    expect(decide('write', [{ ...later, missing: [] }]).refused).toEqual([later.rule]);
  });

  test('a finding about the change itself is no matter of one write, unless it is about the policy', () => {
    const branch: Finding = { ...deletedPolicy, rule: 'branches/ai-branch' };
    expect(decide('write', [branch, deletedPolicy]).refused).toEqual(['policy/missing']);
    for (const step of ['turn', 'commit', 'push'] as const) {
      expect(decide(step, [branch]).refused).toEqual(['branches/ai-branch']);
    }
  });

  test('whether a push takes commits away must be known before it happens', () => {
    const unknown: Undetermined = { ...unseen, rule: 'branches/force-push', at: undefined };
    expect(decide('push', [unknown])).toEqual({ refused: ['branches/force-push'], waiting: [] });
    expect(decide('commit', [unknown])).toEqual({ refused: [], waiting: ['branches/force-push'] });
  });

  test('either file of a pair answers for both', () => {
    const loaded = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\nextends: mayassistant\n' });
    if (loaded.kind !== 'policy') throw new Error('The policy of this test is not valid.');
    const { refused } = decideHook({
      step: 'commit',
      policy: loaded,
      report: { findings: [looseRequirement], undetermined: [] },
      touched: new Set(['backend/requirements.lock']),
    });
    expect(refused).toEqual([looseRequirement]);
  });

  test('whatever the report says: nothing is invented, nothing said twice, and no warning refuses', () => {
    fc.assert(
      fc.property(anyReport, fc.constantFrom(...STEPS), (report, step) => {
        const all = [...report.findings, ...report.undetermined];
        const touched = new Set(all.flatMap(({ at }) => (at === undefined ? [] : [at.path])));
        const { refused, waiting } = decideHook({ step, policy, report, touched });
        const said = [...refused, ...waiting];
        expect(new Set(said).size).toBe(said.length);
        expect(said.every((subject) => all.includes(subject) && subject.severity === 'error')).toBe(true);
      }),
    );
  });

  test('touching more never refuses less', () => {
    fc.assert(
      fc.property(anyReport, fc.constantFrom(...STEPS), fc.nat(5), (report, step, count) => {
        const paths = [...report.findings, ...report.undetermined].flatMap(({ at }) => (at ? [at.path] : []));
        const some = decideHook({ step, policy, report, touched: new Set(paths.slice(0, count)) });
        const all = decideHook({ step, policy, report, touched: new Set(paths) });
        expect(all.refused).toEqual(expect.arrayContaining([...some.refused]));
      }),
    );
  });

  test('a clean report refuses nothing', () => {
    for (const step of STEPS) {
      expect(decideHook({ step, policy, report: passing, touched: new Set([PAIR]) })).toEqual({
        refused: [],
        waiting: [],
      });
    }
  });
});

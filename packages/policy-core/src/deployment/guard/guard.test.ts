import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Report } from '../../engine/report.ts';
import { guardCheck, notAsked } from './guard-check.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { anyReport } from '../../testing/any-report.ts';
import {
  crashing,
  deletedPolicy,
  droppedTable,
  failing,
  passing,
  unapproved,
  unproved,
} from '../../testing/sample-report.ts';
import { decideGuard } from './guard.ts';
import { allRules } from '../../checker/all-rules.ts';
import type { GuardInput } from './guard-input.ts';

const range = { from: 'a'.repeat(40), to: 'b'.repeat(40) };
const good: GuardInput = { report: { ...passing, stage: 'deploy' }, record: 'present', range };

function judging(report: Report): GuardInput {
  return { ...good, report: { ...report, stage: 'deploy' } };
}

describe('the deploy guard', () => {
  test('[row 4.19] says ✅ GUARD PASSED when every check passed', () => {
    expect(decideGuard(good, allRules)).toMatchObject({
      passed: true,
      exit: 0,
      headline: '✅ GUARD PASSED',
      explanation: `Every check passed. Judged: ${range.from}...${range.to}.`,
    });
  });

  test.each([
    [{}, 2],
    [{ isFirstDeploy: true }, 0],
    [{ record: 'present', range }, 0],
    [{ others: [notAsked('proof', 'Ask for it with --prove.')] }, 2],
    [
      {
        others: [
          guardCheck('environment', {
            evidence: [{ text: 'Three variables were looked at.', where: null }],
            problems: [],
          }),
        ],
      },
      0,
    ],
  ] as const)('does not pass a tree in which no rule had a subject, with %j: %i', (more, exit) => {
    const rule = { rule: 'migrations/drop-table', severity: 'error', findings: 0, undetermined: 0 } as const;
    const idle = { ...rule, outcome: 'not-applicable', notApplicable: 'not-configured' } as const;
    const report = { ...passing, stage: 'deploy', rules: [idle] } as const;
    const policy = policyOf({});
    expect(
      decideGuard({ report, record: 'absent', range: undefined, policy, ...more }, allRules),
    ).toMatchObject({ exit });
  });

  test('does not say that every check passed where one was not asked', () => {
    const others = [notAsked('proof', 'Ask for it with --prove.')];
    expect(decideGuard({ ...good, others }, allRules).explanation).toMatch(
      /^Every check that was asked passed\. Judged: /,
    );
  });

  test('[row 4.20] says ❌ GUARD FAILED when a check failed', () => {
    expect(
      decideGuard(judging({ ...passing, verdict: 'fail', findings: [deletedPolicy] }), allRules),
    ).toMatchObject({
      passed: false,
      exit: 1,
      headline: '❌ GUARD FAILED',
      explanation: `1 error: fix and run the guard again. Judged: ${range.from}...${range.to}.`,
    });
  });

  test('[row 4.20] says ❌ GUARD FAILED for what is not proved', () => {
    const decision = decideGuard(judging(unproved), allRules);
    expect(decision).toMatchObject({ passed: false, exit: 2, headline: '❌ GUARD FAILED' });
    expect(decision.explanation).toContain('The release is not proved. 1 subject could not be decided.');
  });

  test('calls no rule passed that had nothing to judge, and says why', () => {
    const rules = passing.rules.map((rule) =>
      rule.rule === 'paths/protected'
        ? { ...rule, outcome: 'not-applicable' as const, notApplicable: 'no-change-given' as const }
        : rule,
    );
    const { checks } = decideGuard(judging({ ...passing, rules }), allRules);
    expect(checks.map(({ rule, outcome, reasons }) => [rule, outcome, reasons.length])).toEqual([
      ['paths/protected', 'not-applicable', 1],
      ['dependencies/requirements-pinned', 'passed', 0],
    ]);
  });

  test('says for which environment it was asked', () => {
    expect(decideGuard({ ...good, environment: 'production' }, allRules).explanation).toMatch(
      / Asked for: production\.$/,
    );
  });

  test('says what was judged', () => {
    const subjects = { revisions: 3, downgrades: 3, pairs: 1, changedFiles: 12 };
    const of = (judged: typeof passing.judged, over: typeof good.range) =>
      decideGuard({ ...good, report: { ...passing, judged }, range: over }, allRules).judged;
    expect(of(subjects, { from: `4f2c1a9${'0'.repeat(33)}`, to: 'b' })).toBe(
      '3 revisions, 1 pair, 12 changed files since 4f2c1a9',
    );
    expect(of({ revisions: 0, downgrades: 0, pairs: 0, changedFiles: undefined }, undefined)).toBe(
      '5 files of the tree',
    );
  });

  test('proves nothing without the record that the policy speaks of, unless this is the first deploy', () => {
    const without = { report: passing, record: 'absent', range: undefined } as const;
    const policy = policyOf({ deployment: { record: 'ops/LAST.json' } });
    const exit = (more: object) => decideGuard({ ...without, ...more }, allRules).exit;
    expect([exit({ policy }), exit({ policy, isFirstDeploy: true }), exit({ policy: policyOf({}) })]).toEqual(
      [2, 0, 0],
    );
  });

  test('does not pass what is not proved even in a report of another stage', () => {
    expect(decideGuard({ ...good, report: { ...unproved, stage: 'local' } }, allRules).exit).toBe(2);
  });

  test('fails with 3 when a rule crashed, whatever else was found', () => {
    expect(decideGuard(judging(crashing), allRules)).toMatchObject({
      passed: false,
      exit: 3,
      headline: '❌ GUARD FAILED',
    });
    const both = decideGuard(judging({ ...failing, crashed: crashing.crashed }), allRules);
    expect(both.exit).toBe(3);
    expect(both.explanation).toContain(
      '1 rule crashed: the release is not proved. 1 subject could not be decided.',
    );
  });

  test('passes with warnings, and says so', () => {
    const decision = decideGuard(judging({ ...passing, findings: [droppedTable] }), allRules);
    expect(decision.headline).toBe('✅ GUARD PASSED');
    expect(decision.explanation).toContain('Nothing prevents the release. It has 1 warning.');
  });

  test('does not say that every check passed when a mere warning is undecided', () => {
    const decision = decideGuard(
      judging({ ...passing, undetermined: [{ ...unapproved, severity: 'warning' }] }),
      allRules,
    );
    expect(decision.passed).toBe(true);
    expect(decision.explanation).toContain('Nothing prevents the release. 1 subject could not be decided.');
  });
});

describe('what the guard judged', () => {
  test('is only the tree where there is no deploy record, and that may pass', () => {
    const decision = decideGuard({ ...good, record: 'absent', range: undefined }, allRules);
    expect(decision.passed).toBe(true);
    expect(decision.explanation).toBe(
      'Every check that could be made passed. There is no deploy record: only the tree was judged, not what changed.',
    );
  });

  test.each([undefined, range])('is not enough when the record cannot be read', (judged) => {
    const decision = decideGuard({ ...good, record: 'unreadable', range: judged }, allRules);
    expect(decision).toMatchObject({ passed: false, exit: 2 });
    expect(decision.explanation).toContain('The release is not proved. The deploy record cannot be read');
  });

  test('is not enough when the commit of the record cannot be compared with', () => {
    const decision = decideGuard({ ...good, range: undefined }, allRules);
    expect(decision).toMatchObject({ passed: false, exit: 2 });
    expect(decision.explanation).toBe(
      'The release is not proved. The commit in the deploy record cannot be compared with: only the tree was judged. Fetch the whole history.',
    );
  });

  test('is handed on with the decision', () => {
    expect(decideGuard(good, allRules)).toMatchObject({ range, record: 'present' });
  });
});

describe('the checks of the guard', () => {
  test('are one row a rule, with the reasons', () => {
    expect(decideGuard(judging(failing), allRules).checks).toMatchInlineSnapshot(`
      [
        {
          "findings": 0,
          "outcome": "undetermined",
          "reasons": [
            "no labels were given",
          ],
          "rule": "paths/protected",
          "severity": "error",
          "subjects": null,
          "summary": "Change a protected path only with the approval of its section.",
          "undetermined": 1,
        },
        {
          "findings": 1,
          "outcome": "failed",
          "reasons": [
            "httpx>=0.27 allows more than one version. Pin one with ==.",
          ],
          "rule": "dependencies/requirements-pinned",
          "severity": "error",
          "subjects": null,
          "summary": "Pin every requirement to one version with ==.",
          "undetermined": 0,
        },
        {
          "findings": 0,
          "outcome": "passed",
          "reasons": [],
          "rule": "dependencies/lock-in-sync",
          "severity": "error",
          "subjects": 2,
          "summary": "Keep the lock in sync with its source.",
          "undetermined": 0,
        },
        {
          "findings": 1,
          "outcome": "warned",
          "reasons": [
            "op.drop_table removes the table payments and all its rows.",
          ],
          "rule": "migrations/drop-table",
          "severity": "warning",
          "subjects": null,
          "summary": "Do not drop a table.",
          "undetermined": 0,
        },
        {
          "findings": 1,
          "outcome": "failed",
          "reasons": [
            "This change deletes the policy. Keep lockkeeper.yaml.",
          ],
          "rule": "policy/missing",
          "severity": "error",
          "subjects": null,
          "summary": "Do not delete the policy.",
          "undetermined": 0,
        },
      ]
    `);
  });

  test('name each reason once', () => {
    const other = { ...unapproved, subject: 'backend/app/core/b.py' };
    const [check] = decideGuard(judging({ ...unproved, undetermined: [unapproved, other] }), allRules).checks;
    expect(check).toMatchObject({ undetermined: 2, reasons: ['no labels were given'] });
  });

  test('of a crashed rule tell the error', () => {
    expect(decideGuard(judging(crashing), allRules).checks[0]?.reasons).toEqual([
      'Cannot read properties of undefined',
    ]);
  });

  test('agree with the headline for any report', () => {
    fc.assert(
      fc.property(anyReport, fc.constantFrom('present' as const, 'absent' as const), (report, record) => {
        const { passed, exit, headline, checks } = decideGuard({ report, record, range }, allRules);
        expect(passed).toBe(exit === 0);
        expect(headline).toBe(passed ? '✅ GUARD PASSED' : '❌ GUARD FAILED');
        expect(passed).toBe(report.verdict === 'pass');
        if (passed)
          expect(checks.every(({ outcome }) => outcome !== 'failed' && outcome !== 'crashed')).toBe(true);
      }),
    );
  });

  test('never let a record that cannot be read pass', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        expect(decideGuard({ report, record: 'unreadable', range: undefined }, allRules).passed).toBe(false);
      }),
    );
  });
});

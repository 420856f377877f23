import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { anyReport } from '../testing/any-report.ts';
import { crashing, deletedPolicy, failing, passing, unapproved } from '../testing/sample-report.ts';
import { judgedRules } from './judged-rules.ts';
import { allRules } from '../checker/all-rules.ts';

describe('the rules of a report', () => {
  test('come in the documented order with what was said about them', () => {
    const rows = judgedRules(failing, allRules).map(({ rule, outcome, findings, undetermined }) => ({
      rule,
      outcome,
      findings: findings.length,
      undetermined: undetermined.length,
    }));
    expect(rows).toEqual([
      { rule: 'paths/protected', outcome: 'undetermined', findings: 0, undetermined: 1 },
      { rule: 'dependencies/requirements-pinned', outcome: 'failed', findings: 1, undetermined: 0 },
      { rule: 'dependencies/lock-in-sync', outcome: 'passed', findings: 0, undetermined: 0 },
      { rule: 'migrations/drop-table', outcome: 'warned', findings: 1, undetermined: 0 },
      { rule: 'policy/missing', outcome: 'failed', findings: 1, undetermined: 0 },
    ]);
  });

  test('carry the sentence that must be true', () => {
    expect(judgedRules(passing, allRules)[1]?.summary).toBe('Pin every requirement to one version with ==.');
  });

  test('point to explain for a rule this version does not have', () => {
    const rules = [
      { rule: 'paths/gone', severity: 'info', outcome: 'passed', findings: 0, undetermined: 0 },
    ] as const;
    expect(judgedRules({ ...passing, rules }, allRules)[0]?.summary).toBe(
      'See lockkeeper explain paths/gone.',
    );
  });

  test('include a rule that is only spoken of', () => {
    const report = {
      ...passing,
      rules: [],
      findings: [deletedPolicy],
      undetermined: [unapproved],
      crashed: crashing.crashed,
    };
    expect(judgedRules(report, allRules).map(({ rule, outcome }) => [rule, outcome])).toEqual([
      ['policy/missing', 'failed'],
      ['paths/protected', 'crashed'],
    ]);
  });

  test('crashed goes before failed, and failed before undetermined', () => {
    const finding = { ...deletedPolicy, rule: 'paths/protected' };
    const both = { ...passing, findings: [finding], undetermined: [unapproved] };
    expect(judgedRules(both, allRules)[0]?.outcome).toBe('failed');
    expect(judgedRules({ ...both, crashed: crashing.crashed }, allRules)[0]?.outcome).toBe('crashed');
    expect(judgedRules({ ...both, findings: [{ ...finding, severity: 'info' }] }, allRules)[0]?.outcome).toBe(
      'undetermined',
    );
  });

  test('lose nothing a report holds', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const rules = judgedRules(report, allRules);
        expect(rules.flatMap(({ findings }) => findings)).toHaveLength(report.findings.length);
        expect(rules.flatMap(({ undetermined }) => undetermined)).toHaveLength(report.undetermined.length);
        expect(rules.flatMap(({ crashed }) => crashed)).toHaveLength(report.crashed.length);
        expect(new Set(rules.map(({ rule }) => rule)).size).toBe(rules.length);
      }),
    );
  });
});

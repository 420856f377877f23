import { describe, expect, test } from 'vitest';

import { activeRules, isOfPolicy, type RuleSettings } from './active-rules.ts';
import type { RuleRun } from './evaluate.ts';
import type { Severity } from './finding.ts';
import { loadPolicy } from './policy/load-policy.ts';
import { allRules } from './rules/all-rules.ts';

function settingsOf(more: string): RuleSettings {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: `version: 1\n${more}` });
  if (policy.kind === 'invalid') throw new Error('The policy of this test is sound.');
  return policy;
}

function runOf(rule: string, more = ''): RuleRun | undefined {
  return activeRules(settingsOf(more)).find((run) => run.rule.id === rule);
}

const severityOf = (rule: string, more?: string) => runOf(rule, more)?.severity;

describe('the rules of a policy', () => {
  test('are all of them, in their order, where it says nothing of them', () => {
    const on = allRules.filter(({ defaultSeverity }) => String(defaultSeverity) !== 'off');
    expect(activeRules(settingsOf('')).map(({ rule }) => rule.id)).toEqual(on.map(({ id }) => id));
  });

  test('weigh what they weigh by themselves', () => {
    for (const { rule, severity } of activeRules(settingsOf(''))) expect(severity).toBe(rule.defaultSeverity);
  });

  test('are left out where they are off', () => {
    expect(runOf('migrations/drop-table', 'rules: { migrations/drop-table: off }')).toBeUndefined();
    expect(runOf('migrations/drop-column', 'rules: { migrations/drop-table: off }')).toBeDefined();
  });

  test.each(['error', 'warning', 'info'] as const)('weigh what the policy says: %s', (severity) => {
    expect(severityOf('migrations/drop-table', `rules: { migrations/drop-table: ${severity} }`)).toBe(
      severity,
    );
  });

  test('are worked out once for one policy', () => {
    const settings = settingsOf('');
    expect(activeRules(settings)).toBe(activeRules(settings));
    expect(activeRules(settingsOf(''))).not.toBe(activeRules(settings));
  });

  test('come out the same of the two things that decide, as a message carries them', () => {
    const settings = settingsOf(
      'policy: { status: draft }\nrules: { migrations/drop-table: info, migrations/drop-column: off }\n',
    );
    const { rules, status } = settings;
    const told = (runs: readonly RuleRun[]) =>
      runs.map(({ rule, severity, options, weigh }) => [rule.id, severity, options, typeof weigh]);
    expect(told(activeRules(structuredClone({ rules, status })))).toEqual(told(activeRules(settings)));
  });
});

describe('a draft', () => {
  const DRAFT = 'policy: { status: draft }\n';

  test('warns where a policy in force refuses', () => {
    expect(severityOf('migrations/drop-table')).toBe('error');
    expect(severityOf('migrations/drop-table', DRAFT)).toBe('warning');
    const asked = `${DRAFT}rules: { migrations/drop-table: error }`;
    expect(severityOf('migrations/drop-table', asked)).toBe('warning');
  });

  test('changes nothing of lighter ones', () => {
    const asked = (severity: Severity) => `${DRAFT}rules: { migrations/drop-table: ${severity} }`;
    expect(severityOf('migrations/drop-table', asked('warning'))).toBe('warning');
    expect(severityOf('migrations/drop-table', asked('info'))).toBe('info');
  });

  test('binds all the same in what guards the policy itself', () => {
    expect(severityOf('policy/self-protect', DRAFT)).toBe('error');
    expect(runOf('policy/self-protect', DRAFT)?.weigh?.('error')).toBe('error');
  });

  test('makes the own weight of a subject lighter as well', () => {
    expect(runOf('migrations/drop-table', DRAFT)?.weigh?.('error')).toBe('warning');
    expect(runOf('migrations/drop-table')?.weigh?.('error')).toBe('error');
    expect(runOf('migrations/drop-table', DRAFT)?.weigh?.('info')).toBe('info');
  });
});

test('the own weight of a subject does not count where the policy weighs the rule', () => {
  expect(runOf('migrations/drop-table', 'rules: { migrations/drop-table: info }')?.weigh).toBeUndefined();
});

test.each([
  ['policy/missing', true],
  ['policy/self-protect', true],
  ['migrations/drop-table', false],
  ['docs/policy', false],
])('%s guards the policy itself: %s', (rule, guards) => {
  expect(isOfPolicy(rule)).toBe(guards);
});

import { describe, expect, test } from 'vitest';

import { checkerFor } from './checker.ts';
import type { ChangeInput } from './observations-from-input.ts';
import { observed } from '../model/known.ts';
import { policyOf } from '../testing/any-repository.ts';
import { PULL_REQUEST } from '../testing/sample-approval.ts';
import { BY_A_PERSON, BY_AN_AGENT } from '../testing/sample-change.ts';

/** A policy that governs the backend alone, and rules that are about everything. */
const KEYS = {
  scope: ['backend/**'],
  branches: { production: { match: ['main'], direct_push: 'deny' }, ai: { match: ['auto/**'] } },
  protected: [{ id: 'infra', paths: ['infra/**'], require: { label: 'ok' } }],
  change_scope: { branches: ['ai'], allow: ['backend/**'], deny: { paths: ['secrets/**'] } },
  dependencies: [{ id: 'web', source: 'web/r.txt', lock: 'web/r.lock' }],
};

function rulesOf(change: Partial<ChangeInput>, keys: object = KEYS): readonly string[] {
  const given = { ...BY_A_PERSON, changes: [], labels: [], pullRequest: PULL_REQUEST, ...change };
  const { findings } = checkerFor(policyOf(keys), undefined).checkChange(given, { stage: 'ci' });
  return findings.map(({ rule }) => rule);
}

describe('outside the scope of a policy', () => {
  test('what it protects is judged', () => {
    expect(rulesOf({ changes: ['infra/main.tf'] })).toEqual(['paths/protected']);
  });

  test('what it denies to agents is judged', () => {
    expect(rulesOf({ ...BY_AN_AGENT, changes: ['secrets/key'] })).toEqual(['scope/ai-denied']);
  });

  test('what only machines write is judged', () => {
    expect(rulesOf({ changes: ['infrastructure/last-good-deploy.json'] })).toEqual(['scope/machine-owned']);
  });

  test('the policy itself is judged', () => {
    expect(rulesOf({ changes: [{ path: 'lockkeeper.json', status: 'deleted' }] })).toContain(
      'policy/self-protect',
    );
  });

  test('a push is judged, as it is about no path', () => {
    const push = { ref: 'refs/heads/main', rewrites: observed(false) };
    expect(rulesOf({ changes: ['docs/a.md'], branch: 'main', pullRequest: null, push })).toEqual([
      'branches/no-direct-push',
    ]);
  });

  test('the branch of an agent is judged, as it is about no path', () => {
    expect(rulesOf({ ...BY_AN_AGENT, branch: 'feature/x', changes: ['backend/a.py'] })).toEqual([
      'branches/ai-branch',
    ]);
  });

  test('what agents may not change is not judged: there the policy governs nothing', () => {
    expect(rulesOf({ ...BY_AN_AGENT, changes: ['docs/a.md'] })).toEqual([]);
    const { scope: _, ...everywhere } = KEYS;
    expect(rulesOf({ ...BY_AN_AGENT, changes: ['docs/a.md'] }, everywhere)).toEqual(['scope/ai-not-allowed']);
  });

  test('dependencies are not judged', () => {
    const files = [
      { path: 'web/r.txt', text: 'flask>=2\n' },
      { path: 'web/r.lock', text: '' },
    ];
    expect(rulesOf({ changes: ['web/r.txt'], files })).toEqual([]);
    expect(rulesOf({ changes: ['web/r.txt'], files }, { ...KEYS, scope: ['web/**'] })).toContain(
      'dependencies/requirements-pinned',
    );
  });
});

describe('a draft', () => {
  const draft = { ...KEYS, policy: { status: 'draft' } };
  const severities = (change: Partial<ChangeInput>) => {
    const given = { ...BY_A_PERSON, changes: [], labels: [], pullRequest: PULL_REQUEST, ...change };
    const report = checkerFor(policyOf(draft), undefined).checkChange(given, { stage: 'ci' });
    return [report.verdict, report.findings.map(({ rule, severity }) => `${rule}: ${severity}`)] as const;
  };

  test('warns of what it protects', () => {
    expect(severities({ changes: ['infra/main.tf'] })).toEqual(['pass', ['paths/protected: warning']]);
  });

  test('warns of the branch of an agent', () => {
    expect(severities({ ...BY_AN_AGENT, branch: 'feature/x', changes: ['backend/a.py'] })).toEqual([
      'pass',
      ['branches/ai-branch: warning'],
    ]);
  });

  test('binds as to itself', () => {
    const [verdict, found] = severities({ changes: ['lockkeeper.json'] });
    expect([verdict, found.filter((line) => line.startsWith('policy/'))]).toEqual([
      'fail',
      ['policy/self-protect: error'],
    ]);
  });
});

describe('a finding without a place', () => {
  const push = { ref: 'refs/heads/main', rewrites: observed(false) };
  const change = { ...BY_A_PERSON, changes: ['infra/a.tf'], branch: 'main', pullRequest: null, push };

  test('comes after those that have one', () => {
    expect(rulesOf(change)).toEqual(['paths/protected', 'branches/no-direct-push']);
  });

  test('is waived by nothing: a waiver is for paths', () => {
    const waiver = { reason: 'a', approver: 'b', expires: '2030-01-01', path: '**' };
    const waivers = [
      { ...waiver, rule: 'branches/no-direct-push' },
      { ...waiver, rule: 'paths/protected' },
    ];
    const checker = checkerFor(policyOf({ ...KEYS, waivers }), undefined);
    const report = checker.checkChange(
      { ...change, labels: [] },
      { stage: 'ci', now: '2026-11-21T08:00:00Z' },
    );
    expect(report.findings.map(({ rule }) => rule)).toEqual(['branches/no-direct-push']);
    expect(report.waived.map(({ finding }) => finding.rule)).toEqual(['paths/protected']);
  });

  test('is turned off like any other', () => {
    expect(rulesOf(change, { ...KEYS, rules: { 'branches/no-direct-push': 'off' } })).toEqual([
      'paths/protected',
    ]);
  });
});

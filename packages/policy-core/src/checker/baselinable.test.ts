import { describe, expect, test } from 'vitest';

import { isBaselinable } from './baselinable.ts';
import { baselineOf, baselineText } from './baseline.ts';
import { checkerFor } from './checker.ts';
import { allRules } from './all-rules.ts';
import { policyOf } from '../testing/any-repository.ts';
import { BY_A_PERSON } from '../testing/sample-change.ts';

describe('a baseline may hold', () => {
  test('what stands in files, and nothing else', () => {
    expect(allRules.filter(({ id }) => isBaselinable(id)).map(({ id }) => id)).toEqual(
      allRules
        .map(({ id }) => id)
        .filter(
          (id) =>
            /^(docs|deployment)\//.test(id) ||
            (id.startsWith('migrations/') &&
              !/\/(?:model-change-\S+|second-migration-tool|migration-with-app-code)$/.test(id)) ||
            (id.startsWith('dependencies/') && !/\/(?:label|both-files|branch-name)$/.test(id)),
        ),
    );
  });

  test.each(['paths/', 'scope/', 'branches/', 'integrity/', 'policy/'])('nothing of %s', (area) => {
    const rules = allRules.filter(({ id }) => id.startsWith(area));
    expect(rules.length).toBeGreaterThan(1);
    for (const { id } of rules) expect([id, isBaselinable(id)]).toEqual([id, false]);
  });

  test('what a rule said that is no more: it accepts nothing by itself', () => {
    expect(isBaselinable('gone/rule')).toBe(true);
  });
});

describe('a baseline that names what a change was told', () => {
  const CORE = { protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' } }] };
  const PAIR = {
    dependencies: [{ id: 'api', source: 'r.txt', lock: 'r.lock', on_change: { require: { label: 'deps' } } }],
  };
  const rejudged = (policy: object, path: string) => {
    const checker = checkerFor(policyOf(policy), undefined);
    const change = { ...BY_A_PERSON, changes: [path], labels: [], pullRequest: null };
    const first = checker.checkChange(change, { stage: 'ci' });
    const baseline = baselineText(baselineOf(first.findings));
    return { first, again: checker.checkChange(change, { stage: 'ci', baseline }) };
  };

  test.each<[string, object, string]>([
    ['paths/protected', CORE, 'core/a.py'],
    ['dependencies/label', PAIR, 'r.txt'],
    ['policy/self-protect', {}, 'CODEOWNERS'],
  ])('accepts no later edit of the same file: %s', (rule, policy, path) => {
    const { first, again } = rejudged(policy, path);
    expect(first.findings.map((finding) => finding.rule)).toContain(rule);
    expect(again.baselined.filter((finding) => finding.rule === rule)).toEqual([]);
    expect(again.findings.filter((finding) => finding.rule === rule)).toEqual(
      first.findings.filter((finding) => finding.rule === rule),
    );
  });
});

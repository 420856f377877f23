import { describe, expect, test } from 'vitest';

import { checkerFor } from './checker.ts';
import { policyOf } from '../testing/any-repository.ts';
import { allRules } from './all-rules.ts';

const LABEL = { require: { label: 'ok' } };
const FULL = policyOf({
  protected: [{ id: 'core', paths: ['core/**'], ...LABEL }],
  change_scope: { allow: ['docs/**'] },
  branches: { main: { match: ['main'] } },
  dependencies: [{ id: 'a', source: 'r.txt', lock: 'r.lock' }],
  migrations: { sql: ['db/**'], alembic: ['v'], application: ['app/**'], models: ['app/models.py'] },
});

describe('a rule without a subject', () => {
  test('has not passed: a policy of everything on an empty tree has no rule that did', () => {
    const { rules } = checkerFor(FULL, undefined).checkFiles([]);
    const passed = rules.filter(({ outcome }) => outcome === 'passed').map(({ rule }) => rule);
    // The policy file itself is a document, and the one subject there is.
    expect(passed.filter((rule) => !rule.startsWith('docs/'))).toEqual([]);
  });

  test.each([
    ['nothing is configured', policyOf({}), 'migrations/drop-table', 'not-configured'],
    ['nothing of its kind is here', FULL, 'migrations/drop-table', 'nothing-of-its-kind'],
    ['there is no change', FULL, 'paths/protected', 'no-change-given'],
    [
      'nobody deploys',
      policyOf({ branches: { m: { match: ['m'] }, deploy_from: { production: ['m'] } } }),
      'branches/deploy-source',
      'not-asked',
    ],
  ] as const)('says why: %s', (...[, policy, id, reason]) => {
    const { rules } = checkerFor(policy, undefined).checkFiles([]);
    expect(rules.find(({ rule }) => rule === id)).toMatchObject({
      outcome: 'not-applicable',
      notApplicable: reason,
    });
  });

  test('is one of a change that touches nothing of its kind', () => {
    const { rules } = checkerFor(FULL, undefined).checkChange({ changes: ['docs/a.md'] });
    const outcome = (id: string) => rules.find(({ rule }) => rule === id)?.outcome;
    expect(outcome('paths/protected')).toBe('not-applicable');
    expect(outcome('policy/diff-incomplete')).toBe('passed');
  });

  test('is one about changed files where none changed', () => {
    const { rules } = checkerFor(FULL, undefined).checkChange({ changes: [] });
    const passed = rules.filter(({ outcome }) => outcome === 'passed').map(({ rule }) => rule);
    expect(passed.filter((rule) => !/^(policy|docs)\//.test(rule))).toEqual([]);
  });

  test('is one whose files all lie outside the scope, and they are not counted', () => {
    const scoped = policyOf({
      scope: ['docs/**'],
      dependencies: [{ id: 'a', source: 'r.txt', lock: 'r.lock' }],
      migrations: { sql: ['db/**'], application: ['app/**'] },
    });
    const { rules, judged } = checkerFor(scoped, undefined).checkFiles([
      { path: 'r.txt', text: 'a==1\n' },
      { path: 'r.lock', text: 'a==1\n' },
      { path: 'db/1.sql', text: 'SELECT 1;\n' },
      { path: 'app/a.py', text: 'x = 1\n' },
    ]);
    const passed = rules.filter(({ outcome }) => outcome === 'passed').map(({ rule }) => rule);
    expect(passed.filter((rule) => !rule.startsWith('docs/'))).toEqual([]);
    expect(judged).toMatchObject({ revisions: 0, pairs: 0 });
  });

  test('is not one with a subject: what was found stays', () => {
    const { rules } = checkerFor(FULL, undefined).checkFiles([
      { path: 'r.txt', text: 'a==1\n' },
      { path: 'r.lock', text: 'a==1\n' },
    ]);
    const outcome = (id: string) => rules.find(({ rule }) => rule === id)?.outcome;
    expect(outcome('dependencies/requirements-pinned')).toBe('passed');
    expect(rules.map(({ rule }) => rule)).toEqual(allRules.map(({ id }) => id));
  });
});

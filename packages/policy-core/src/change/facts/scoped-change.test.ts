import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { changeObservations, type ChangeInput } from '../../checker/observations-from-input.ts';
import { observed, unobserved } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { PULL_REQUEST } from '../../testing/sample-approval.ts';
import { BY_A_PERSON, BY_AN_AGENT } from '../../testing/sample-change.ts';
import { findAuthorship } from './authorship.ts';
import { findScopedChange } from './scoped-change.ts';

const RECORD = 'infrastructure/LAST_PROD_DEPLOY.json';
const POLICY = {
  branches: { production: { match: ['main'] }, ai: { match: ['auto/*'] } },
  dependencies: [{ id: 'backend', source: 'r.txt', lock: 'r.lock' }],
  deployment: { record: RECORD },
  change_scope: {
    branches: ['ai'],
    allow: ['docs/*', 'infrastructure/*'],
    deny: { paths: ['core/**', 'docs/secret.md'], unless: { label: 'ok' } },
    also_allow: [{ dependencies: 'backend', unless_missing: { label: 'deps' } }],
  },
};

function scoped(about: Partial<ChangeInput>, draft: object = POLICY, seen: Partial<Observations> = {}) {
  const policy = policyOf(draft);
  const all = {
    ...changeObservations({ changes: ['docs/a'], ...BY_AN_AGENT, ...about }, { stage: 'ci' }),
    ...seen,
  };
  return findScopedChange(policy, all, findAuthorship(policy, all));
}

describe('a scope holds', () => {
  test.each<[string, Partial<ChangeInput>, boolean]>([
    ['for an agent', {}, true],
    ['not for a person', BY_A_PERSON, false],
    ['not for a bot', { ...BY_A_PERSON, author: 'dependabot[bot]' }, false],
  ])('%s', (_who, about, holds) => {
    expect(scoped(about) !== undefined).toBe(holds);
  });

  test('for whomever the policy names', () => {
    const everybody = {
      ...POLICY,
      change_scope: { ...POLICY.change_scope, applies_to: ['human', 'automation'] },
    };
    expect(scoped(BY_A_PERSON, everybody)).toBeDefined();
    expect(scoped({}, everybody)).toBeUndefined();
  });

  test('as long as nobody knows who made the change', () => {
    const unknown = scoped({ branch: 'feature/x', author: 'ana' }, POLICY, {
      change: observed({
        base: null,
        head: 'worktree',
        branch: observed('feature/x'),
        entries: [],
        isWhole: true,
        commits: unobserved('this is a shallow clone'),
        push: null,
      }),
    });
    expect(unknown).toBeDefined();
  });

  test('for no policy that has none, no release, no change of nothing and none that was not seen', () => {
    expect(scoped({}, {})).toBeUndefined();
    expect(scoped({}, POLICY, { focus: { kind: 'release' } })).toBeUndefined();
    expect(scoped({ changes: [], commits: [] })).toBeUndefined();
    expect(scoped({}, POLICY, { change: unobserved('no base was given') })).toBeUndefined();
  });
});

describe('a changed path', () => {
  const sorts = (...changes: readonly string[]) => {
    const found = scoped({ changes });
    return {
      denied: found?.denied.map(({ path, pattern, label }) => [path, pattern.pattern.text, label]),
      outside: found?.outside.map(({ path, label }) => [path, label]),
    };
  };

  test('is allowed, denied or neither, and never two of them', () => {
    expect(sorts('docs/a', 'docs/secret.md', 'core/a', 'Makefile')).toEqual({
      denied: [
        ['docs/secret.md', 'docs/secret.md', 'ok'],
        ['core/a', 'core/**', 'ok'],
      ],
      outside: [['Makefile', undefined]],
    });
  });

  test('of a dependency pair waits for the label of upgrades', () => {
    expect(sorts('r.txt', 'r.lock').outside).toEqual([
      ['r.txt', 'deps'],
      ['r.lock', 'deps'],
    ]);
  });

  test('that only a machine writes is denied for good, although its folder is allowed', () => {
    expect(sorts(RECORD, 'infrastructure/deploys/audit.jsonl').denied).toEqual([
      [RECORD, RECORD, undefined],
      ['infrastructure/deploys/audit.jsonl', 'infrastructure/deploys/**', undefined],
    ]);
  });

  test('in any order is judged the same', () => {
    const path = fc.constantFrom('docs/a', 'docs/secret.md', 'core/a', 'Makefile', 'r.txt', RECORD);
    fc.assert(
      fc.property(fc.uniqueArray(path), (paths) => {
        const [one, other] = [sorts(...paths), sorts(...paths.toReversed())];
        expect(other.denied?.toReversed()).toEqual(one.denied);
        expect(other.outside?.toReversed()).toEqual(one.outside);
      }),
    );
  });
});

describe('a branch', () => {
  const branchOf = (about: Partial<ChangeInput>) => {
    const branch = scoped(about)?.branch;
    return branch && (branch.name.known ? branch.name.value : branch.name.reason);
  };
  const push = { ref: 'refs/heads/main', rewrites: observed(false) };

  test.each<[string, Partial<ChangeInput>, string | undefined]>([
    ['of the kind the scope names is right', {}, undefined],
    ['of another kind is wrong', { branch: 'main' }, 'main'],
    ['of no kind is wrong', { branch: 'feature/x' }, 'feature/x'],
    ['that is pushed to directly is judged itself', { branch: 'main', push, pullRequest: null }, 'main'],
    [
      'that is merged into is not: the one of the pull request is',
      { branch: 'main', push, pullRequest: { ...PULL_REQUEST, branch: 'auto/x' } },
      undefined,
    ],
    [
      'of a pull request nobody asked about is not known',
      { branch: 'main', push },
      'no pull request was given',
    ],
  ])('%s', (_what, about, wrong) => {
    expect(branchOf(about)).toBe(wrong);
  });

  test('is free where the scope names none', () => {
    const { branches: _, ...anywhere } = POLICY.change_scope;
    expect(scoped({ branch: 'x' }, { ...POLICY, change_scope: anywhere })?.branch).toBeUndefined();
  });
});

describe('a pair whose change needs the label of its way in', () => {
  const asking = (label: string, rules: object = {}) => ({
    ...POLICY,
    dependencies: [{ ...POLICY.dependencies[0], on_change: { require: { label } } }],
    rules,
  });
  const outside = (draft: object) => scoped({ changes: ['r.txt'] }, draft)?.outside.map(({ label }) => label);

  test('is asked for it once, by the rule that asks everybody', () => {
    expect(outside(asking('deps'))).toEqual([]);
    expect(outside(asking('other'))).toEqual(['deps']);
    expect(outside(POLICY)).toEqual(['deps']);
  });

  test('is asked for it here where that rule does not block', () => {
    expect(outside(asking('deps', { 'dependencies/label': 'off' }))).toEqual(['deps']);
    expect(outside(asking('deps', { 'dependencies/label': 'warning' }))).toEqual(['deps']);
    expect(outside(asking('deps', { 'dependencies/label': 'error' }))).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';

import { PRESETS } from '../../policy/presets/presets.ts';
import type { Steps } from '../../policy/source/policy-text.ts';
import { allRules } from '../../checker/all-rules.ts';
import { namesAt } from './policy-names.ts';
import { policyTree } from './policy-tree.ts';

const POLICY = `
branches:
  production: { match: [main] }
  ai: { match: ['auto/*'] }
  deploy_from: { staging: [ai] }
  production_requires: [tagged]
labels: { seen: {}, core-ok: {} }
protected:
  - { id: core, paths: [a], require: { label: core-ok } }
  - { id: core, paths: [b], require: { label: other-ok } }
  - { paths: [c] }
change_scope: { deny: { paths: [x], unless: { label: billing-ok } } }
dependencies: [{ id: backend, source: a, lock: b }, { id: 7 }]
`;

const tree = policyTree('yaml', POLICY);
const names = (way: string, at: 'key' | 'value' = 'value', of = tree) =>
  namesAt(
    way === '' ? [] : way.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
    at,
    of,
  ).map(({ name }) => name);

const LABELS = ['seen', 'core-ok', 'other-ok', 'billing-ok'];
const KINDS = ['production', 'ai'];
const PRESET_NAMES = PRESETS.map(({ name }) => name);

describe('the names that may stand', () => {
  test.each<[string, 'key' | 'value', readonly string[]]>([
    ['extends', 'value', PRESET_NAMES],
    ['extends.0', 'value', PRESET_NAMES],
    ['extends.0.1', 'value', []],
    ['labels', 'key', LABELS],
    ['labels', 'value', []],
    ['protected.0.require.label', 'value', LABELS],
    ['change_scope.deny.unless.label', 'value', LABELS],
    ['change_scope.also_allow.0.unless_missing.label', 'value', LABELS],
    ['integrity.self_protect.require.label', 'value', LABELS],
    ['label', 'value', []],
    ['labels.seen.grants.0', 'value', ['protected.core', 'dependencies.backend', 'change_scope.deny']],
    ['labels.seen.grants', 'value', []],
    ['change_scope.branches.0', 'value', KINDS],
    ['branches.deploy_from.staging.1', 'value', KINDS],
    ['branches.production.match.0', 'value', []],
    ['change_scope.also_allow.0.branches.0', 'value', []],
    ['change_scope.also_allow.0.dependencies', 'value', ['backend']],
    ['rules', 'value', []],
    ['', 'key', []],
    ['', 'value', []],
  ])('at %s as a %s', (way, at, expected) => {
    expect(names(way, at)).toEqual(expected);
  });

  test('for a rule are all rules, by the alphabet', () => {
    const ids = allRules.map(({ id }) => id).toSorted();
    expect(names('rules', 'key')).toEqual(ids);
    expect(names('waivers.0.rule')).toEqual(ids.filter((id) => id !== 'policy/self-protect'));
    expect(names('rules.docs/encoding', 'key')).toEqual([]);
  });

  test('are those that need no policy, where there is none', () => {
    const none = (steps: Steps, at: 'key' | 'value') => namesAt(steps, at, undefined).map(({ name }) => name);
    expect(none(['labels'], 'key')).toEqual([]);
    expect(none(['labels', 'x', 'grants', 0], 'value')).toEqual(['change_scope.deny']);
    expect(none(['extends'], 'value')).toEqual(PRESET_NAMES);
    expect(none(['change_scope', 'branches', 0], 'value')).toEqual([]);
  });

  test('are read past what is wrong in the policy', () => {
    const odd = policyTree('yaml', 'labels: [a]\nprotected: { id: x }\nbranches: main\ndependencies:\n');
    expect(names('labels', 'key', odd)).toEqual([]);
    expect(names('labels.x.grants.0', 'value', odd)).toEqual(['change_scope.deny']);
    expect(names('change_scope.branches.0', 'value', odd)).toEqual([]);
    expect(names('change_scope.also_allow.0.dependencies', 'value', odd)).toEqual([]);
  });
});

describe('a name', () => {
  test.each([
    ['extends', 'value', 'alembic', 'preset', 'preset'],
    ['labels', 'key', 'seen', 'label', 'label of this policy'],
    ['labels.x.grants.0', 'value', 'protected.core', 'section', 'what a label may approve'],
    ['change_scope.branches.0', 'value', 'ai', 'section', 'kind of branches'],
    ['change_scope.also_allow.0.dependencies', 'value', 'backend', 'section', 'dependency pair'],
    ['rules', 'key', 'docs/encoding', 'rule', 'error'],
  ] as const)('at %s as a %s such as %s is a %s: %s', (...row) => {
    const [way, at, name, kind, detail] = row;
    const steps = way.split('.').map((step) => (step === '0' ? 0 : step));
    const found = namesAt(steps, at, tree).find((one) => one.name === name);
    const rule = allRules.find(({ id }) => id === name);
    expect([found?.kind, found?.detail]).toEqual([kind, rule?.defaultSeverity ?? detail]);
  });

  test('of a preset or a rule comes with what it means, that of a label says it all', () => {
    expect(namesAt(['extends'], 'value', tree)[0]?.sentences).toEqual([PRESETS[0]?.description]);
    expect(namesAt(['rules'], 'key', tree).every(({ sentences }) => sentences.length >= 2)).toBe(true);
    expect(namesAt(['labels'], 'key', tree).flatMap(({ sentences }) => sentences)).toEqual([]);
  });
});

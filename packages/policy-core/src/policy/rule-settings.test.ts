import { describe, expect, test } from 'vitest';

import { allRules } from '../checker/all-rules.ts';
import { textOf } from '../testing/text-of.ts';
import { loadPolicy } from '../checker/load-policy.ts';

function load(text: string) {
  return loadPolicy({ path: 'lockkeeper.yaml', text: `version: 1\n${text}` });
}

function settings(text: string) {
  const policy = load(text);
  if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
  return policy.rules;
}

function problems(text: string) {
  const policy = load(text);
  if (policy.kind === 'policy') throw new Error('The policy is sound.');
  return policy.problems.map(({ message, at }) => [message, textOf(`version: 1\n${text}`, at)]);
}

describe('a setting', () => {
  test.each(['off', 'info', 'warning', 'error'])('may be the severity %s alone', (severity) => {
    expect(settings(`rules: { paths/protected: ${severity} }`).get('paths/protected')).toMatchObject({
      severity,
      options: undefined,
    });
  });

  test('may hold options alone: the severity stays as it is', () => {
    const rules = settings(
      'rules: { dependencies/requirements-pinned: { options: { allowUnpinned: [pip] } } }',
    );
    expect(rules.get('dependencies/requirements-pinned')).toMatchObject({
      severity: undefined,
      options: { allowUnpinned: ['pip'] },
    });
  });

  test('may hold both', () => {
    const text = 'rules: { migrations/drop-table: { severity: warning, options: { allowTables: [tmp] } } }';
    expect(settings(text).get('migrations/drop-table')).toMatchObject({
      severity: 'warning',
      options: { allowTables: ['tmp'] },
    });
  });

  test('may be empty, which says nothing', () => {
    expect(settings('rules: { paths/protected: {} }').get('paths/protected')).toMatchObject({
      severity: undefined,
      options: undefined,
    });
  });

  test('knows the line of its rule', () => {
    const text = 'rules:\n  paths/protected: off\n';
    const at = settings(text).get('paths/protected')?.at;
    expect(at && textOf(`version: 1\n${text}`, at)).toBe('paths/protected');
  });

  test('left out is not there', () => {
    expect([...settings('')]).toEqual([]);
    expect([...settings('rules: {}')]).toEqual([]);
  });

  test.each(allRules.map(({ id }) => id).filter((id) => id !== 'policy/self-protect'))(
    'is taken for %s',
    (id) => {
      expect(settings(`rules: { ${id}: warning }`).get(id)?.severity).toBe('warning');
    },
  );

  const STAYS_ON =
    'policy/self-protect is always an error and takes no waiver: a change of the policy needs an approval. Name another label under integrity.self_protect.';

  test.each(['off', 'info', 'warning'])('that makes policy/self-protect %s is refused', (severity) => {
    expect(problems(`rules: { policy/self-protect: ${severity} }`)).toEqual([
      [STAYS_ON, 'policy/self-protect'],
    ]);
  });

  test('that leaves policy/self-protect an error is taken', () => {
    expect(settings('rules: { policy/self-protect: error }').size).toBe(1);
  });

  test('aside, policy/self-protect takes no waiver either', () => {
    const waiver =
      '{ rule: policy/self-protect, path: lockkeeper.yaml, reason: a, approver: b, expires: 2030-01-01 }';
    expect(problems(`waivers: [${waiver}]`)).toEqual([[STAYS_ON, 'policy/self-protect']]);
  });
});

describe('a rule that does not exist', () => {
  test.each([
    ['paths/protectd', 'Did you mean paths/protected?'],
    ['Paths/Protected', 'Did you mean paths/protected?'],
    ['dependencies/requirement-pinned', 'Did you mean dependencies/requirements-pinned?'],
    ['nothing/like-it', 'Run `lockkeeper explain` for the list of rules.'],
  ])('%s is named with advice: %s', (id, advice) => {
    expect(problems(`rules:\n  ${id}: off\n`)).toEqual([[`There is no rule "${id}". ${advice}`, id]]);
  });

  test('in a waiver is named there', () => {
    const waiver = 'path: a, reason: b, approver: c, expires: 2026-11-21';
    expect(problems(`waivers: [{ rule: paths/protectd, ${waiver} }]`)).toEqual([
      ['There is no rule "paths/protectd". Did you mean paths/protected?', 'paths/protectd'],
    ]);
  });

  test('is named once for each place', () => {
    expect(problems('rules: { a/b: off, c/d: off }')).toHaveLength(2);
  });
});

describe('options a rule does not take', () => {
  test.each([
    'rules: { paths/protected: { options: { unknown: 1 } } }',
    'rules: { dependencies/requirements-pinned: { options: { allowUnpinned: pip } } }',
    'rules: { migrations/drop-table: { options: { allowTables: [1] } } }',
    'rules: { migrations/drop-table: { options: x } }',
  ])('are refused: %s', (text) => {
    expect(problems(text)).toEqual([
      [expect.stringMatching(/^The options of [a-z/-]+ are not valid: .*\.$/), expect.any(String)],
    ]);
  });

  test('are refused where they were written', () => {
    const [[, underlined] = []] = problems('rules: { paths/protected: { options: { unknown: 1 } } }');
    expect(underlined?.trim()).toBe('{ unknown: 1 }');
  });
});

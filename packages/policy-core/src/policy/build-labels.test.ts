import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { textOf } from '../testing/text-of.ts';
import { loadPolicy } from './load-policy.ts';

const SECTION = 'protected: [{ id: core, paths: [a], require: { label: ok } }]';

describe('what a label must be like', () => {
  const terms = (written: object) => policyOf({ labels: { ok: written } }).labels.get('ok');

  test('is: by a person with the role maintain who is not the author, after the last push', () => {
    expect(terms({})).toMatchObject({
      actors: ['human'],
      mayBeAuthor: false,
      leastRole: 'maintain',
      expiresOnPush: true,
    });
  });

  test.each([
    [{ applied_by: { actors: ['human', 'automation'] } }, { actors: ['human', 'automation'] }],
    [{ applied_by: { not: ['author'] } }, { mayBeAuthor: false }],
    [{ applied_by: { not: [] } }, { mayBeAuthor: true }],
    [{ applied_by: { permission: 'write' } }, { leastRole: 'write' }],
    [{ expires: 'never' }, { expiresOnPush: false }],
    [{ expires: 'on_push' }, { expiresOnPush: true }],
  ])('%j is said', (written, expected) => {
    expect(terms(written)).toMatchObject(expected);
  });

  test.each(['none', 'read', 'triage', 'owner'])('may not be the role %s, which approves nothing', (role) => {
    const text = JSON.stringify({ version: 1, labels: { ok: { applied_by: { permission: role } } } });
    expect(loadPolicy({ path: 'lockkeeper.json', text }).kind).toBe('invalid');
  });
});

describe('what a label grants', () => {
  const problems = (grants: string) => {
    const text = `version: 1\n${SECTION}\nlabels: { ok: { grants: [${grants}] } }\n`;
    const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
    return policy.kind === 'policy'
      ? []
      : policy.problems.map(({ message, at }) => [message, textOf(text, at)]);
  };

  test('must be there', () => {
    expect(problems('protected.core, change_scope.deny, integrity.self_protect')).toEqual([]);
  });

  test('and is named where it is not, with the likely one', () => {
    expect(problems('protected.cor')).toEqual([
      ['There is nothing called "protected.cor" to approve. Did you mean protected.core?', 'protected.cor'],
    ]);
    expect(problems('everything')[0]?.[0]).toContain('Write one of protected.core, change_scope.deny');
  });
});

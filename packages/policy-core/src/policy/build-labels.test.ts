import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { loadPolicy } from '../checker/load-policy.ts';

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

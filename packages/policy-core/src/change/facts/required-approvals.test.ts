import { expect, test } from 'vitest';

import { changeObservations } from '../../checker/observations-from-input.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { approvalsFor } from './approvals.ts';
import { findAskedApprovals } from './required-approvals.ts';

const policy = policyOf({
  labels: { ok: { expires: 'never' } },
  protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' } }],
  integrity: { self_protect: { require: { label: 'rules' } } },
  dependencies: [{ id: 'api', source: 'r.txt', lock: 'r.lock' }],
  change_scope: {
    deny: { paths: ['a'], unless: { label: 'scope' } },
    also_allow: [{ dependencies: 'api', unless_missing: { label: 'deps' } }],
  },
});
const seen = changeObservations({ changes: [], labels: ['ok'] }, { stage: 'local' });
const approvals = approvalsFor(policy, seen, 'local');

test('there is an answer for every label the policy asks for anywhere', () => {
  expect([...approvals].map(([label, { kind }]) => [label, kind])).toEqual(
    expect.arrayContaining([
      ['ok', 'given'],
      ['rules', 'absent'],
      ['scope', 'absent'],
      ['deps', 'absent'],
    ]),
  );
});

test('a label is asked for once, with every path that needs it, in order', () => {
  const requests = [
    { label: 'ok', path: 'core/b' },
    { label: 'rules', path: 'CODEOWNERS' },
    { label: 'ok', path: 'core/a' },
    { label: 'ok', path: 'core/b' },
  ];
  expect(findAskedApprovals(requests, { policy, approvals })).toMatchObject([
    { label: 'ok', paths: ['core/a', 'core/b'], at: { path: 'lockkeeper.json' } },
    { label: 'rules', paths: ['CODEOWNERS'], at: undefined },
  ]);
});

test('a label nobody asks for is not in the list', () => {
  expect(findAskedApprovals([], { policy, approvals })).toEqual([]);
});

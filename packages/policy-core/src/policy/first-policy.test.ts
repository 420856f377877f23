import { expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { asFirstPolicy } from './first-policy.ts';

test('no label of a first policy has terms of its own', () => {
  const policy = policyOf({ labels: { ok: { expires: 'never' } } });
  expect(policy.labels.size).toBe(1);
  expect(asFirstPolicy(policy).labels.size).toBe(0);
});

test('a first policy may call more accounts agents, and none of the well-known fewer', () => {
  const { actors } = asFirstPolicy(policyOf({ actors: { ai: { accounts: ['ours'] } } }));
  expect(actors.ai.accounts).toEqual(expect.arrayContaining(['ours', 'Copilot', 'claude[bot]']));
});

test('everything else is as it is written', () => {
  const policy = policyOf({
    policy: { status: 'draft', title: 'Ours' },
    protected: [{ id: 'core', paths: ['core/**'], require: { label: 'ok' } }],
    integrity: { self_protect: { require: { label: 'ours' } } },
    rules: { 'paths/protected': 'warning' },
  });
  const { labels: _labels, actors: _actors, ...rest } = asFirstPolicy(policy);
  expect(policy).toMatchObject(rest);
  expect(rest.integrity.selfProtect.label).toBe('ours');
});

import { loadPolicy, observed, unobserved, type Policy } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { fakeObservers, type Files } from '../testing/fake-repository.ts';
import { listSubjects } from './list-subjects.ts';

const FILES: Files = {
  'docs/RELEASES.md': '# Releases\n',
  'docs/other.md': '',
  'db/001_users.sql': 'SELECT 1;\n',
  'db/002_orders.sql': 'SELECT 2;\n',
  'guide/start.md': '',
};

function policyWith(documents: readonly string[], sql: readonly string[] = []): Policy {
  const text = JSON.stringify({ version: 1, documents, migrations: { sql } });
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'invalid') throw new Error(policy.problems[0]?.message);
  return policy;
}

function listed(policy: Policy, files = FILES) {
  const observers = fakeObservers({ commits: { head: { files } }, names: { HEAD: 'head' }, branch: 'main' });
  return listSubjects(policy, 'HEAD', observers);
}

describe('the files of a tree', () => {
  test('are those below the folders of patterns', async () => {
    expect(await listed(policyWith(['docs/**'], ['db/*.sql']))).toEqual(
      observed(expect.arrayContaining(['docs/RELEASES.md', 'db/001_users.sql', 'db/002_orders.sql'])),
    );
  });

  test('are also those that are named in full', async () => {
    expect(await listed(policyWith(['docs/RELEASES.md'], ['/db/001_users.sql']))).toEqual(
      observed(['docs/RELEASES.md', 'db/001_users.sql']),
    );
  });

  test('are not those that are named and not there', async () => {
    expect(await listed(policyWith(['docs/GONE.md', 'docs/RELEASES.md']))).toEqual(
      observed(['docs/RELEASES.md']),
    );
  });

  test('are, of a folder that is named, what lies in it', async () => {
    expect(await listed(policyWith(['guide']))).toEqual(observed(['guide/start.md']));
  });

  test('are each listed once', async () => {
    expect(await listed(policyWith(['docs/**', 'docs/RELEASES.md']))).toEqual(
      observed(['docs/RELEASES.md', 'docs/other.md']),
    );
  });

  test('are not listed where the policy names none', async () => {
    expect(await listed(policyWith([]))).toEqual(unobserved('no folder of migrations or documents is named'));
  });
});

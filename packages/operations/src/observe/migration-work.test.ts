import { loadPolicy, observed, type Known, type Policy } from '@lockkeeper/policy-core';
import type { MigrationWork } from '@lockkeeper/policy-core/deployment';
import { describe, expect, test } from 'vitest';

import { testParsers } from '../../../policy-core/src/testing/load-parsers.ts';
import { fakeObservers, type FakeRepository, type Files } from '../testing/fake-repository.ts';
import { observeMigrationWork } from './migration-work.ts';

const POLICY = `version: 1
migrations: { alembic: [alembic/versions], models: [app/models/**] }
`;
const BEFORE: Files = { 'lockkeeper.yaml': POLICY, 'app/models/shop.py': 'x = 1\n' };
const DROP = 'alembic/versions/b2_drop.py';
const revision = (upgrade: string) =>
  `from alembic import op\n\nrevision = "b2"\ndown_revision = None\n\n\ndef upgrade():\n    ${upgrade}\n\n\ndef downgrade():\n    pass\n`;
const DONE: Files = {
  ...BEFORE,
  'app/models/shop.py': 'x = 2\n',
  [DROP]: revision('op.drop_table("orders")'),
  'README.md': 'x',
};

function policyIn(text: string): Policy {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'policy') return policy;
  throw new Error(policy.problems[0]?.message);
}

function work(repository: Partial<FakeRepository>, policy = POLICY): Promise<Known<MigrationWork>> {
  const observers = fakeObservers({
    commits: { first: { files: BEFORE }, second: { files: DONE, parents: ['first'] } },
    names: { main: 'first', HEAD: 'second' },
    branch: 'notes',
    ...repository,
  });
  return observeMigrationWork({ policy: policyIn(policy), loadParsers: testParsers }, observers);
}

describe('what is new of migrations', () => {
  test('is told since the branch people merge into, with what the rules find in it', async () => {
    expect(await work({})).toEqual(
      observed({
        base: 'first',
        models: ['app/models/shop.py'],
        revisions: [DROP],
        uncommitted: [],
        judged: observed({ errors: expect.any(Number) as number, others: expect.any(Number) as number }),
      }),
    );
    const seen = await work({});
    expect(seen.known && seen.value.judged.known && seen.value.judged.value.errors).toBeGreaterThan(0);
  });

  test('is told where no commit has it, too', async () => {
    const names = { main: 'first', HEAD: 'first' };
    expect(await work({ names, worktree: DONE })).toMatchObject({
      value: { base: 'first', revisions: [DROP], uncommitted: [DROP, 'app/models/shop.py'] },
    });
  });

  test('is nothing on the branch itself', async () => {
    expect(await work({ names: { main: 'second', HEAD: 'second' } })).toEqual(
      observed({
        base: 'second',
        models: [],
        revisions: [],
        uncommitted: [],
        judged: observed({ errors: 0, others: 0 }),
      }),
    );
  });

  test('is no model where the policy names none', async () => {
    const policy = 'version: 1\nmigrations: { alembic: [alembic/versions] }\n';
    expect(await work({}, policy)).toMatchObject({ value: { models: undefined, revisions: [DROP] } });
  });

  test('is not judged without a policy', async () => {
    const { 'lockkeeper.yaml': _, ...bare } = DONE;
    const commits = { first: { files: {} }, second: { files: bare, parents: ['first'] } };
    expect(await work({ commits })).toMatchObject({
      value: { judged: { known: false, reason: 'there is no policy that could be used' } },
    });
  });

  test('is since the last commit where there is no main branch', async () => {
    const commits = { only: { files: BEFORE } };
    const names = { HEAD: 'only' };
    expect(await work({ commits, names, worktree: DONE })).toMatchObject({ value: { base: 'only' } });
  });

  test('is not known before the first commit, without git, and without a common commit', async () => {
    expect(await work({ commits: {}, names: {} })).toMatchObject({ reason: 'nothing is committed yet' });
    const apart = { first: { files: BEFORE }, second: { files: DONE } };
    expect(await work({ commits: apart })).toMatchObject({ known: false });
    const { git: _, ...withoutGit } = fakeObservers({ commits: {} });
    const request = { policy: policyIn(POLICY), loadParsers: testParsers };
    expect(await observeMigrationWork(request, { ...withoutGit, git: undefined })).toMatchObject({
      reason: 'there is no git repository to ask',
    });
  });
});

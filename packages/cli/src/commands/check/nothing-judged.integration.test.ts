import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
  type TemporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const POLICY = `version: 1
protected: [{ id: core, paths: [core/**], require: { label: ok } }]
migrations: { sql: [db/migrations/**] }
`;
const FILES = {
  'lockkeeper.yaml': POLICY,
  'core/pay.py': 'AMOUNT = 1\n',
  'db/migrations/001.sql': 'CREATE TABLE users (id bigint PRIMARY KEY);\n',
};

describe('in CI without a word about the change', () => {
  test('nothing passes, and the flag that is missing is named', async () => {
    const { exitCode, report } = await check(sample(), [], { CI: 'true' });
    expect(exitCode).toBe(2);
    expect(report.undetermined).toMatchObject([
      { rule: 'policy/diff-incomplete', missing: [{ reason: expect.stringContaining('--base') }] },
    ]);
  });

  test('a loosened policy does not pass by itself', async () => {
    const repository = sample();
    repository.commit({ 'lockkeeper.yaml': 'version: 1\n', 'core/pay.py': 'AMOUNT = 2\n' });
    expect((await check(repository, [], { CI: 'true' })).exitCode).toBe(2);
  });

  test.each([['--tree'], ['--no-git'], ['--only', 'docs']])('what %s asks for is judged', async (...args) => {
    expect((await check(sample(), args, { CI: 'true' })).exitCode).toBe(0);
  });

  test('--tree says in its headline that no change was judged, and names none beside it', async () => {
    const repository = sample();
    const { stdout } = await runMain(['check', '--tree', '--stage', 'ci'], { cwd: repository.root });
    expect(stdout).toMatch(/ of the tree, no change judged /);
    const both = await runMain(['check', '--tree', '--base', 'main'], { cwd: repository.root });
    expect(both.exitCode).toBe(2);
  });
});

describe('in CI the change is found', () => {
  test('in the event of the job', async () => {
    const repository = sample();
    const before = repository.git('rev-parse', 'HEAD');
    const after = repository.commit({ 'core/pay.py': 'AMOUNT = 2\n' });
    const payload = { before, after, ref: 'refs/heads/main', repository: { default_branch: 'main' } };
    const event = path.join(temporaryFolder(), 'event.json');
    writeFileSync(event, JSON.stringify(payload));
    const env = {
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_EVENT_PATH: event,
    };
    const { report } = await check(repository, [], env);
    expect(report).toMatchObject({ focus: { kind: 'change' }, coverage: { subjects: { changed_files: 1 } } });
    const scheduled = await check(repository, [], { ...env, GITHUB_EVENT_NAME: 'schedule' });
    expect(scheduled.exitCode).toBe(2);
  });

  test('in the variables of GitLab', async () => {
    const repository = sample();
    repository.git('switch', '--quiet', '--create', 'topic');
    repository.commit({ 'docs/a.md': 'A\n' });
    const env = { CI: 'true', GITLAB_CI: 'true', CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' };
    const { exitCode, report } = await check(repository, [], env);
    expect(exitCode).toBe(0);
    expect(report).toMatchObject({ focus: { kind: 'change' }, coverage: { subjects: { changed_files: 1 } } });
  });
});

describe('a place of the policy', () => {
  test('that leads nowhere stops CI, and the change that mends it does not wait for its own merge', async () => {
    const repository = temporaryRepository();
    repository.commit({ ...FILES, 'lockkeeper.yaml': POLICY.replace('db/migrations', 'db/migration') });
    const other = repository.commit({ 'docs/a.md': 'A\n' });
    const wrong = await check(repository, ['--base', 'HEAD~1', '--stage', 'ci'], {});
    expect(wrong.exitCode).toBe(2);
    expect(wrong.report.undetermined).toMatchObject([
      {
        rule: 'policy/matches-nothing',
        data: { meant: 'db/migrations/**' },
        path: 'lockkeeper.yaml',
        line: 3,
      },
    ]);
    repository.commit({ 'lockkeeper.yaml': POLICY });
    const { report } = await check(repository, ['--base', other, '--stage', 'ci'], {});
    expect(report.undetermined.filter(({ rule }) => rule === 'policy/matches-nothing')).toEqual([]);
  });

  test('that a sparse checkout leaves out was not observed', async () => {
    const repository = sample();
    repository.git('sparse-checkout', 'set', 'core');
    const { exitCode, report } = await check(repository, [], {});
    expect(exitCode).toBe(0);
    expect(report.undetermined).toContainEqual(
      expect.objectContaining({ rule: 'policy/matches-nothing', message_id: 'notObserved' }),
    );
  });

  test('that was deleted on disk alone is no typo', async () => {
    const repository = sample();
    repository.git('rm', '--quiet', '-r', 'db');
    const { report } = await check(repository, [], {});
    expect(report.undetermined.filter(({ rule }) => rule === 'policy/matches-nothing')).toEqual([]);
  });
});

function sample(): TemporaryRepository {
  const repository = temporaryRepository();
  repository.commit(FILES);
  return repository;
}

interface Told {
  readonly undetermined: readonly { readonly rule: string }[];
}

async function check(
  { root }: TemporaryRepository,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
) {
  const { exitCode, stdout } = await runMain(['check', '--format', 'json', ...args], { cwd: root, env });
  return { exitCode, report: JSON.parse(stdout) as Told };
}

import { rmSync } from 'node:fs';
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

const FILES = {
  'db/migrations/1.sql': 'DROP TABLE a;\n',
  'requirements.txt': 'flask==1\n',
  'requirements.lock': 'flask==2\n',
};
const CI = { CI: 'true' };

function sample(files: Readonly<Record<string, string>> = FILES): TemporaryRepository {
  const repository = temporaryRepository();
  repository.commit(files);
  return repository;
}

async function check(
  { root }: Pick<TemporaryRepository, 'root'>,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  const { exitCode, stdout, stderr } = await runMain(['check', '--format', 'json', ...args], {
    cwd: root,
    env,
  });
  return { exitCode, stderr, report: JSON.parse(stdout) };
}

describe('without a policy', () => {
  test('migrations and requirements are judged at home, and it is said so', async () => {
    const { exitCode, report } = await check(sample(), []);
    expect(exitCode).toBe(1);
    expect(report.policy).toMatchObject({ path: 'defaults', source: 'worktree' });
    const rules = report.findings.map(({ rule }: { readonly rule: string }) => rule);
    expect(rules).toEqual(['migrations/drop-table', 'dependencies/lock-in-sync']);
    expect(report.notices).toContainEqual(expect.stringMatching(/^No policy here: /));
    // No file has what the defaults say.
    expect(JSON.stringify(report.findings)).not.toContain('lockkeeper.yaml');
  });

  test('a file of SQL that is named is judged, wherever it lies', async () => {
    const repository = sample({
      ...FILES,
      'db/cleanup.sql': 'DROP TABLE b;\n',
      'h2/1.sql': 'DROP TABLE c;\n',
    });
    const { report } = await check(repository, ['db/cleanup.sql', 'db/migrations/1.sql', 'h2/1.sql']);
    const places = report.findings.map(({ path: place }: { readonly path: string }) => place);
    expect(places.toSorted()).toEqual(['db/cleanup.sql', 'db/migrations/1.sql']);
    expect(report.notices).toContain('Seen and not judged: SQL for H2 (h2/1.sql).');
    expect((await check(repository, [])).report.findings).toHaveLength(2);
  });

  test('a file of SQL is judged where it is the only one', async () => {
    const repository = sample({ 'README.md': '# Shop\n' });
    repository.write('db/cleanup.sql', 'DROP TABLE b;\n');
    for (const isKnown of [false, true]) {
      if (isKnown) repository.git('add', '--all');
      const { exitCode, report } = await check(repository, ['db/cleanup.sql']);
      expect([exitCode, report.findings.length, report.coverage.subjects.files]).toEqual([1, 1, 1]);
    }
  });

  test('nothing is judged in CI, unless somebody says that there is none', async () => {
    const repository = sample();
    expect((await check(repository, ['--tree'], CI)).exitCode).toBe(2);
    const said = await check(repository, ['--tree', '--no-policy'], CI);
    expect([said.exitCode, said.report.findings.length]).toEqual([1, 2]);
  });

  test('a folder that git does not know is judged as well', async () => {
    const root = temporaryFolder();
    expect((await check({ root }, [])).report.verdict).toBe('pass');
  });

  test.each([['--tree'], ['--base', 'main']])(
    'whoever takes the policy away does not pass by saying so, with %j',
    async (...args) => {
      const repository = sample({ ...FILES, 'lockkeeper.yaml': 'version: 1\n' });
      repository.git('switch', '--quiet', '--create', 'feature');
      rmSync(path.join(repository.root, 'lockkeeper.yaml'));
      repository.git('commit', '--quiet', '--all', '--message', 'away');
      const { exitCode, report } = await check(repository, ['--no-policy', ...args], CI);
      expect(exitCode).toBe(1);
      expect(report.findings).toMatchObject([{ rule: 'policy/missing' }]);
    },
  );

  test('where the default branch is not known, nobody knows whether it has one', async () => {
    const repository = sample();
    repository.git('branch', '--move', 'main', 'feature');
    const { exitCode, stderr } = await runMain(['check', '--no-policy', '--tree'], {
      cwd: repository.root,
      env: CI,
    });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('The default branch may have a policy');
  });

  test('is not what --no-policy says where there is one', async () => {
    const repository = sample({ ...FILES, 'lockkeeper.yaml': 'version: 1\n' });
    const { exitCode, stderr } = await runMain(['check', '--no-policy'], { cwd: repository.root });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('lockkeeper.yaml is a policy');
  });
});

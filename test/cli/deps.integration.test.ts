import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { PIP_COMPILE_FILES } from '../../packages/cli/src/testing/compiled-sample.ts';
import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { lockkeeper } from './lockkeeper-process.ts';

afterAll(removeTemporaryFolders);

function repositoryWith(files: Readonly<Record<string, string>>) {
  const repository = temporaryRepository();
  repository.commit(files);
  const { root } = repository;
  return {
    repository,
    read: (file: string) => readFileSync(path.join(root, file), 'utf8'),
    run: (...args: readonly string[]) => lockkeeper(['deps', ...args], { cwd: root }),
  };
}

/** The pair of the seed, held line by line. */
const POLICY = `version: 1
dependencies:
  - { id: backend, source: backend/requirements.txt, lock: backend/requirements.lock }
`;

describe('deps, as it is installed', () => {
  test('[row 1.13] [row 1.14] passes on a pip-compile project that never heard of it', async () => {
    const { run, repository } = repositoryWith(PIP_COMPILE_FILES);
    const { exitCode, stdout, stderr } = await run('check');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('No findings in 4 files');
    expect(stdout).not.toContain('\u001b');
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  test('[row 1.13] [row 1.16] refuses what is not pinned and a lock that is missing, and sync makes one', async () => {
    const { run, read, repository } = repositoryWith({
      'lockkeeper.yaml': POLICY,
      'backend/requirements.txt': 'fastapi==0.110.0\nhttpx>=0.27\n',
    });
    const before = await run('check', '--format', 'json');
    expect(before.exitCode).toBe(1);
    expect(JSON.parse(before.stdout).findings.map(({ rule }: { rule: string }) => rule)).toEqual([
      'dependencies/lock-missing',
      'dependencies/requirements-pinned',
    ]);
    repository.write('backend/requirements.txt', 'fastapi==0.110.0\nhttpx==0.27.0\n');
    expect(await run('sync')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(read('backend/requirements.lock')).toBe('fastapi==0.110.0\nhttpx==0.27.0\n');
    expect((await run('check')).exitCode).toBe(0);
  });

  test('[row 1.14] [row 1.16] blocks a lock that is out of sync, and brings it back', async () => {
    const { run } = repositoryWith({
      'lockkeeper.yaml': POLICY,
      'backend/requirements.txt': 'fastapi==0.110.0\n',
      'backend/requirements.lock': 'fastapi==0.109.0\nold==1\n',
    });
    expect((await run('check')).exitCode).toBe(1);
    expect((await run('sync', '--dry-run')).exitCode).toBe(1);
    expect((await run('sync')).exitCode).toBe(0);
    expect((await run('check')).exitCode).toBe(0);
  });

  test('explains a package in one line for each way to it', async () => {
    const { run } = repositoryWith(PIP_COMPILE_FILES);
    const { exitCode, stdout } = await run('explain', 'sqlparse', '--pair', 'base');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('    sqlparse <- django <- -r requirements/base.in line 4\n');
    expect(await run('explain', 'sqlparze')).toMatchObject({ exitCode: 2, stdout: '' });
  });
});

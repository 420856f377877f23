import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { POLICY_FILE_NAMES } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  repositoryAt,
  temporaryFolder,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

describe('init', () => {
  test('writes a policy for what is here, and says what to do next', async () => {
    const repository = temporaryRepository();
    repository.commit({
      'backend/requirements.txt': 'fastapi==0.110.0\nhttpx\n',
      'backend/requirements.lock': 'fastapi==0.110.0\n',
      'tools/requirements.txt': 'rich\n',
      'db/migrations/001.sql': 'drop table users;\n',
      'db/reports.sql': 'select 1;\n',
    });
    const { exitCode, stdout, stderr } = await runMain(['init'], { cwd: repository.root });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toBe(`Wrote lockkeeper.yaml (8 lines).

It covers:
  backend/requirements.txt and its lock backend/requirements.lock (mirror: backend/requirements.txt pins its versions, and backend/requirements.lock holds little else)
  SQL migrations in db/migrations
  the policy itself, CI and agent settings: a pull request that changes them needs the label approved-core-change

It does not cover:
  tools/requirements.txt: it has no lock beside it
  SQL in db: name what is a migration under \`migrations.sql\`

1 finding in an older migration stays silent:
  db/migrations/001.sql: This drops table users and all its rows.
  All of them: lockkeeper check --all --tree

Next:
  lockkeeper check           shows 2 findings
  lockkeeper baseline        accepts the rest, so that only new findings show
  lockkeeper generate hooks  stops agents and commits before they break a rule
`);
    const all = await runMain(['check', '--all', '--tree', '--format', 'json'], { cwd: repository.root });
    expect(JSON.parse(all.stdout).findings).toHaveLength(3);
    const check = await runMain(['check', '--format', 'json'], { cwd: repository.root });
    expect(check.exitCode).toBe(1);
    expect(JSON.parse(check.stdout).findings.length).toBe(2);
  });

  test('of an empty folder is still a policy that passes', async () => {
    const folder = temporaryFolder();
    const { exitCode, stdout } = await runMain(['init'], { cwd: folder });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ {2}lockkeeper check +finds nothing today$/m);
    expect((await runMain(['check'], { cwd: folder })).exitCode).toBe(0);
  });

  test('prints with --dry-run what it would write, to the last character, and writes nothing', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'requirements.txt': 'httpx\n', 'requirements.lock': 'httpx==0.27.0\n' });
    const file = path.join(repository.root, 'lockkeeper.yaml');
    const dry = await runMain(['init', '--dry-run'], { cwd: repository.root });
    expect({ exitCode: dry.exitCode, stderr: dry.stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(existsSync(file)).toBe(false);
    await runMain(['init'], { cwd: repository.root });
    expect(dry.stdout).toBe(readFileSync(file, 'utf8'));
    expect((await runMain(['init', '--dry-run'], { cwd: repository.root })).stderr).toContain(
      'There is already a lockkeeper.yaml. Nothing was written.',
    );
  });

  test('writes at the root of the repository, also from a folder inside it', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'src/a.py': '' });
    await runMain(['init'], { cwd: path.join(repository.root, 'src') });
    expect(existsSync(path.join(repository.root, 'lockkeeper.yaml'))).toBe(true);
  });

  test('does not look at what git ignores', async () => {
    const repository = temporaryRepository();
    repository.commit({ '.gitignore': 'venv/\n' });
    repository.write('venv/requirements.txt', 'x\n');
    repository.write('venv/requirements.lock', 'x\n');
    const { stdout } = await runMain(['init'], { cwd: repository.root });
    expect(stdout).not.toContain('venv');
  });

  test.each(POLICY_FILE_NAMES)('never overwrites %s', async (name) => {
    const folder = temporaryFolder();
    repositoryAt(folder).write(name, 'mine');
    const { exitCode, stderr } = await runMain(['init'], { cwd: folder });
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      `There is already a ${name}. Nothing was written. Run \`lockkeeper check\`, or remove it first.\n`,
    );
    expect(readFileSync(path.join(folder, name), 'utf8')).toBe('mine');
  });

  test('does not take a folder of that name for nothing', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'lockkeeper.yaml'));
    expect((await runMain(['init'], { cwd: folder })).exitCode).toBe(2);
  });
});

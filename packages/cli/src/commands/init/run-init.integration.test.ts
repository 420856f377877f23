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
    });
    const { exitCode, stdout, stderr } = await runMain(['init'], { cwd: repository.root });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(
      /^Wrote lockkeeper\.yaml\.\n {2}backend\/requirements\.txt with its lock backend\/requirements\.lock \(mirror, because backend\/requirements\.txt pins its versions, and backend\/requirements\.lock holds little else\)\n/,
    );
    expect(stdout).toContain('  tools/requirements.txt has no lock beside it, so it is not judged yet\n');
    expect(stdout).toContain('  SQL migrations in db/migrations\n');
    expect(stdout).toMatch(/ {2}lockkeeper check +shows \d findings\n/);
    expect(stdout).toMatch(/ {2}lockkeeper baseline +accepts what is left/);
    const check = await runMain(['check', '--format', 'json'], { cwd: repository.root });
    expect(check.exitCode).toBe(1);
    expect(JSON.parse(check.stdout).findings.length).toBe(Number(/shows (\d)/.exec(stdout)?.[1]));
  });

  test('of an empty folder is still a policy that passes', async () => {
    const folder = temporaryFolder();
    const { exitCode, stdout } = await runMain(['init'], { cwd: folder });
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      '  lockkeeper check        finds nothing, and says that lockkeeper.yaml itself needs its label\n',
    );
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

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { lockkeeper, withoutDuration } from './lockkeeper-process.ts';
import { SAMPLE_FILES } from './sample-policy.ts';

afterAll(removeTemporaryFolders);

const FORMATS = ['pretty', 'json', 'sarif', 'github', 'junit', 'markdown'] as const;

describe('a saved run', () => {
  test.each(FORMATS)('replays elsewhere to the same %s report, word for word', async (format) => {
    const repository = brokenRepository();
    const file = path.join(temporaryFolder(), 'run.json');
    const saved = await lockkeeper(['check', '--base', 'main', '--format', format, '--save-snapshot', file], {
      cwd: repository.root,
    });
    const replayed = await lockkeeper(['check', '--format', format, '--snapshot', file], {
      cwd: temporaryFolder(),
    });
    expect(saved.exitCode).toBe(1);
    expect(saved.stderr).toBe(
      `Saved the snapshot ${file}. It holds the texts of the files that were judged.\n`,
    );
    expect(replayed).toEqual({ exitCode: 1, stderr: '', stdout: expect.any(String) });
    expect(withoutTimes(replayed.stdout)).toBe(withoutTimes(saved.stdout));
  });

  test('keeps its stage, its notices and what was undetermined', async () => {
    const repository = brokenRepository();
    const file = path.join(temporaryFolder(), 'run.json');
    const saved = await lockkeeper(['check', '--save-snapshot', file], {
      cwd: repository.root,
      env: { CI: '1' },
    });
    const replayed = await lockkeeper(['check', '--snapshot', file], { cwd: repository.root });
    expect(saved.stdout).toContain('because no base is named');
    expect(withoutDuration(replayed.stdout)).toBe(withoutDuration(saved.stdout));
    expect(replayed.exitCode).toBe(saved.exitCode);
  });

  test('overwrites an older snapshot', async () => {
    const repository = brokenRepository();
    const file = path.join(temporaryFolder(), 'run.json');
    writeFileSync(file, 'old');
    await lockkeeper(['check', '--save-snapshot', file], { cwd: repository.root });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ schema_version: 1, stage: 'local' });
  });

  test('cannot be saved in a folder that is not there', async () => {
    const repository = brokenRepository();
    const { exitCode, stderr } = await lockkeeper(['check', '--save-snapshot', 'no/where.json'], {
      cwd: repository.root,
    });
    expect(exitCode).toBe(3);
    expect(stderr).toBe('no/where.json could not be written: there is no such file or folder.\n');
    expect(existsSync(path.join(repository.root, 'no'))).toBe(false);
  });
});

describe('a file that is no snapshot', () => {
  test.each([
    ['not JSON', 'hello', /the file: /],
    ['another JSON', '{"schema_version": 1}', /tool_version: /],
    ['one of a later version', '{"schema_version": 2}', /schema_version: /],
    ['an empty file', '', /the file: /],
  ])('%s is refused with what is wrong', async (_, text, problem) => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'run.json'), text);
    const { exitCode, stdout, stderr } = await lockkeeper(['check', '--snapshot', 'run.json'], {
      cwd: folder,
    });
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^run\.json is not a snapshot that can be replayed: /);
    expect(stderr).toMatch(problem);
    expect(stderr).toContain('Make one with `lockkeeper check --save-snapshot FILE`.');
  });

  test('a snapshot whose policy was damaged is refused', async () => {
    const repository = brokenRepository();
    const file = path.join(temporaryFolder(), 'run.json');
    await lockkeeper(['check', '--save-snapshot', file], { cwd: repository.root });
    writeFileSync(file, readFileSync(file, 'utf8').replace('version: 1', 'version: 9'));
    const { exitCode, stderr } = await lockkeeper(['check', '--snapshot', file], { cwd: repository.root });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('the policy in it is not valid');
  });

  test('a file that is not there is named', async () => {
    const { exitCode, stderr } = await lockkeeper(['check', '--snapshot', 'gone.json'], {
      cwd: temporaryFolder(),
    });
    expect(exitCode).toBe(2);
    expect(stderr).toBe('The snapshot gone.json cannot be read: there is no such file or folder.\n');
  });

  test.each([
    ['--base', ['--base', 'main']],
    ['--fix', ['--fix']],
    ['--save-snapshot', ['--save-snapshot', 'b.json']],
    ['--stage', ['--stage', 'ci']],
  ])('%s has no meaning with a snapshot', async (flag, args) => {
    const { exitCode, stderr } = await lockkeeper(['check', '--snapshot', 'a.json', ...args], {
      cwd: temporaryFolder(),
    });
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      `--snapshot replays what was seen then, so ${flag} has no meaning with it. Leave one of them out.\n`,
    );
  });
});

/** JUnit writes seconds, SARIF nothing. */
function withoutTimes(text: string): string {
  return withoutDuration(text)
    .replace(/time="[\d.]+"/g, 'time="0"')
    .replace(/\d+ ms\b/g, '0 ms');
}

function brokenRepository() {
  const repository = temporaryRepository();
  repository.commit(SAMPLE_FILES);
  repository.git('checkout', '--quiet', '-b', 'work');
  repository.commit({
    'backend/requirements.txt': 'fastapi>=0.110\nhttpx==0.27.0\n',
    'backend/core/pay.py': 'AMOUNT = 2\n',
    'db/migrations/002_drop.sql': 'drop table users;\n',
  });
  return repository;
}

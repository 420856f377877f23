import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

import { parseBaseline } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
  type TemporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const POLICY = `# Our rules.
version: 1
dependencies:
  - { id: app, source: requirements.txt, lock: requirements.lock } # both by hand
`;
const FILES = {
  'lockkeeper.yaml': POLICY,
  'requirements.txt': 'fastapi\nhttpx\n',
  'requirements.lock': 'fastapi\nhttpx\n',
};

describe('baseline', () => {
  test('accepts what there is, so that check passes and new findings still show', async () => {
    const repository = sample();
    const { exitCode, stdout } = await baseline(repository);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      [
        'Wrote lockkeeper.baseline.json: it accepts 4 findings in 2 files.',
        'Added `baseline: lockkeeper.baseline.json` to lockkeeper.yaml.',
        'Commit lockkeeper.baseline.json and lockkeeper.yaml.',
        '',
      ].join('\n'),
    );
    expect((await check(repository)).exitCode).toBe(0);
    repository.write('requirements.txt', 'fastapi\nhttpx\nuvicorn\n');
    const after = await check(repository);
    expect(after.exitCode).toBe(1);
    expect(after.stdout).toContain('uvicorn');
    expect(after.stdout).not.toContain('error  fastapi');
  });

  test('adds one line to the policy and keeps its comments', async () => {
    const repository = sample();
    await baseline(repository);
    expect(text(repository, 'lockkeeper.yaml')).toBe(`${POLICY}baseline: lockkeeper.baseline.json\n`);
  });

  test('writes where the policy says, folders included', async () => {
    const repository = sample({ 'lockkeeper.yaml': `${POLICY}baseline: policy/accepted.json\n` });
    const { stdout } = await baseline(repository);
    expect(stdout).toBe(
      'Wrote policy/accepted.json: it accepts 4 findings in 2 files.\nCommit policy/accepted.json.\n',
    );
    expect(parseBaseline(text(repository, 'policy/accepted.json'))?.entries).toHaveLength(4);
  });

  test('written twice is the same file', async () => {
    const repository = sample();
    await baseline(repository);
    const before = text(repository, 'lockkeeper.baseline.json');
    const { stdout } = await baseline(repository);
    expect(text(repository, 'lockkeeper.baseline.json')).toBe(before);
    expect(stdout).not.toContain('Added');
  });

  test('of a clean tree accepts nothing', async () => {
    const repository = sample({ 'requirements.txt': 'a==1\n', 'requirements.lock': 'a==1\n' });
    const { stdout } = await baseline(repository);
    expect(stdout).toContain('There are no findings: lockkeeper.baseline.json accepts nothing.');
  });

  test.each([
    [
      'lockkeeper.toml',
      'version = 1\n[[dependencies]]\nid = "app"\nsource = "requirements.txt"\nlock = "requirements.lock"\n',
      'baseline = "lockkeeper.baseline.json"',
    ],
    ['lockkeeper.json', '{"version": 1}\n', '"baseline": "lockkeeper.baseline.json"'],
  ])('leaves %s to a person and says which line to add', async (file, policy, line) => {
    const repository = temporaryRepository();
    repository.commit({ 'requirements.txt': 'fastapi\n', 'requirements.lock': 'fastapi\n', [file]: policy });
    const { stdout } = await baseline(repository);
    expect(stdout).toContain(`Add this to the top level of ${file}: ${line}\n`);
    expect(text(repository, file)).toBe(policy);
  });

  test('does not accept a protected change for good', async () => {
    const repository = sample({ 'lockkeeper.yaml': `${POLICY}extends: self-protection\n` });
    repository.write('CODEOWNERS', '* @me\n');
    await baseline(repository);
    expect(text(repository, 'lockkeeper.baseline.json')).not.toContain('CODEOWNERS');
  });

  test('needs a policy', async () => {
    const { exitCode, stderr } = await baseline(temporaryRepository());
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^No policy was found in /);
  });
});

describe('baseline --prune', () => {
  test('takes out what is gone and accepts nothing new', async () => {
    const repository = sample();
    await baseline(repository);
    repository.write('requirements.txt', 'fastapi==0.110.0\nhttpx\nuvicorn\n');
    repository.write('requirements.lock', 'fastapi==0.110.0\nhttpx\n');
    const { stdout } = await baseline(repository, '--prune');
    expect(stdout).toBe(
      'Took 2 findings that no longer occur out of lockkeeper.baseline.json; 2 left. Commit it.\n',
    );
    expect((await check(repository)).exitCode).toBe(1);
  });

  test('says when nothing is gone', async () => {
    const repository = sample();
    await baseline(repository);
    expect((await baseline(repository, '--prune')).stdout).toBe(
      'lockkeeper.baseline.json is tight: each of its 4 findings still occurs.\n',
    );
  });

  test('says when there is no baseline', async () => {
    expect((await baseline(sample(), '--prune')).stdout).toBe(
      'There is no baseline to prune. Run `lockkeeper baseline` to write one.\n',
    );
  });
});

test('a baseline of version 1 is refused by name, and can be written anew', async () => {
  const repository = sample({
    'lockkeeper.yaml': `${POLICY}baseline: accepted.json\n`,
    'accepted.json': '{ "schema_version": 1, "entries": [] }\n',
  });
  const { exitCode, stderr } = await check(repository);
  expect(exitCode).not.toBe(0);
  expect(stderr).toContain('accepted.json is not a baseline of version 2.');
  rmSync(path.join(repository.root, 'accepted.json'));
  await baseline(repository);
  expect((await check(repository)).exitCode).toBe(0);
});

describe('a baseline that has become too large', () => {
  test('shrinks by itself at home', async () => {
    const repository = sample();
    await baseline(repository);
    repository.write('requirements.txt', 'fastapi==0.110.0\nhttpx\n');
    repository.write('requirements.lock', 'fastapi==0.110.0\nhttpx\n');
    const { exitCode, stderr } = await check(repository);
    expect(exitCode).toBe(0);
    expect(stderr).toBe('Took 2 findings that no longer occur out of lockkeeper.baseline.json. Commit it.\n');
    expect(parseBaseline(text(repository, 'lockkeeper.baseline.json'))?.entries).toHaveLength(2);
    expect((await check(repository)).stderr).toBe('');
  });

  test('is only named in CI and for a commit', async () => {
    const repository = sample();
    await baseline(repository);
    repository.commit({
      'requirements.txt': 'fastapi==1\nhttpx\n',
      'requirements.lock': 'fastapi==1\nhttpx\n',
    });
    const before = text(repository, 'lockkeeper.baseline.json');
    const says =
      'lockkeeper.baseline.json still accepts 2 findings that no longer occur. Run `lockkeeper baseline --prune` and commit it.\n';
    const inCi = await runMain(['check', '--tree'], { cwd: repository.root, env: { CI: '1' } });
    expect(inCi.stderr).toBe(says);
    const ofCommit = await runMain(['check', '--head', 'HEAD'], { cwd: repository.root });
    expect(ofCommit.stderr).toBe(says);
    expect(text(repository, 'lockkeeper.baseline.json')).toBe(before);
  });

  test('stays as it is when only a change is judged', async () => {
    const repository = sample();
    await baseline(repository);
    repository.commit();
    repository.write('requirements.txt', 'fastapi==1\nhttpx\n');
    repository.write('requirements.lock', 'fastapi==1\nhttpx\n');
    const { stderr } = await runMain(['check', '--base', 'main'], { cwd: repository.root });
    expect(stderr).toBe('');
  });
});

function sample(files: Readonly<Record<string, string>> = {}): TemporaryRepository {
  const repository = temporaryRepository();
  repository.commit({ ...FILES, ...files });
  return repository;
}

function baseline({ root }: TemporaryRepository, ...args: readonly string[]) {
  return runMain(['baseline', ...args], { cwd: root });
}

function check({ root }: TemporaryRepository) {
  return runMain(['check'], { cwd: root });
}

function text({ root }: TemporaryRepository, file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

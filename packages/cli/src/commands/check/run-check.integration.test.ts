import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
  type TemporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const POLICY = `version: 1
protected:
  - id: core
    paths: [core/**]
    require: { label: approved-core-change }
  - id: docs
    paths: [docs/**]
    may_be_empty: true
    require: { label: approved-docs-change }
dependencies:
  - { id: app, source: requirements.txt, lock: requirements.lock }
migrations:
  sql: [db/migrations/**/*.sql]
  may_be_empty: true
`;
const FILES = {
  'lockkeeper.yaml': POLICY,
  'requirements.txt': 'fastapi==0.110.0\n',
  'requirements.lock': 'fastapi==0.110.0\n',
  'core/pay.py': 'AMOUNT = 1\n',
};

describe('check of a tree', () => {
  test('passes a repository that keeps its policy', async () => {
    const { exitCode, stdout, stderr } = await check(sample(), []);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^✅ Pass: No findings in \d+ files? \(\d+ ms\)\n {2}lockkeeper 1\.2\.3 at stage local, policy lockkeeper\.yaml\n/,
    );
    expect(stderr).toBe('');
  });

  test('fails on a finding and shows its line', async () => {
    const repository = sample();
    repository.write('requirements.txt', 'fastapi==0.110.0\nhttpx>=0.27\n');
    const { exitCode, stdout } = await check(repository, []);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('2 | httpx>=0.27');
    expect(stdout).toContain('dependencies/requirements-pinned');
  });

  test('tells of a protected file that was changed and not committed, and lets work go on', async () => {
    const repository = sample();
    repository.write('core/pay.py', 'AMOUNT = 2\n');
    const { exitCode, stdout } = await check(repository, []);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Changes to core/pay.py (section core)');
  });

  test('tells of a protected file that a branch changed', async () => {
    const repository = sample();
    repository.git('checkout', '--quiet', '-b', 'work');
    repository.commit({ 'core/pay.py': 'AMOUNT = 2\n' });
    const { stdout } = await check(repository, []);
    expect(stdout).toContain('Changes to core/pay.py (section core)');
  });

  test('is quiet when asked and nothing is to be mended', async () => {
    expect(await check(sample(), ['--quiet'])).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  test('is not quiet about a finding', async () => {
    const repository = sample();
    repository.write('requirements.txt', 'fastapi\n');
    expect((await check(repository, ['--quiet'])).stdout).toContain('dependencies/requirements-pinned');
  });

  test('gives a program its format even when it is quiet', async () => {
    const { stdout } = await check(sample(), ['--quiet', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'pass', schema_version: 1 });
  });
});

describe('check of a change', () => {
  test('judges by the policy of the base, so that a change cannot loosen its own', async () => {
    const repository = sample();
    repository.git('checkout', '--quiet', '-b', 'work');
    repository.commit({ 'lockkeeper.yaml': 'version: 1\n', 'core/pay.py': 'AMOUNT = 2\n' });
    const byBase = await check(repository, ['--base', 'main', '--format', 'json']);
    expect(JSON.parse(byBase.stdout)).toMatchObject({
      policy: { source: 'base' },
      undetermined: [{ path: 'core/pay.py' }, { path: 'lockkeeper.yaml' }],
    });
    const byHead = await check(repository, ['--base', 'main', '--policy', 'worktree', '--format', 'json']);
    expect(JSON.parse(byHead.stdout)).toMatchObject({
      policy: { source: 'worktree' },
      undetermined: [{ path: 'lockkeeper.yaml' }],
    });
  });

  test('leaves alone what the change does not touch', async () => {
    const repository = temporaryRepository();
    repository.commit({ ...FILES, 'requirements.txt': 'fastapi\n' });
    repository.write('README.md', 'hello\n');
    expect((await check(repository, ['--base', 'main'])).exitCode).toBe(0);
  });

  test('a change that brings the first policy is judged by it and says so', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'README.md': 'hello\n' });
    repository.git('checkout', '--quiet', '-b', 'work');
    repository.commit(FILES);
    const { stdout } = await check(repository, ['--base', 'main', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ policy: { bootstrap: true } });
  });
});

describe('approval', () => {
  test('a label on the command line approves at home', async () => {
    const repository = changedCore();
    const { stdout } = await check(repository, [
      '--base',
      'main',
      '--labels',
      'approved-core-change',
      '--format',
      'json',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'pass', undetermined: [] });
  });

  test.each(['approved-core-change', 'approved-docs-change', 'bug'])(
    'the label %s on the command line proves nothing in CI: neither approved nor refused',
    async (label) => {
      const { exitCode, stdout } = await check(
        changedCore(),
        ['--base', 'main', '--labels', label, '--format', 'json'],
        {
          CI: 'true',
        },
      );
      expect(exitCode).toBe(2);
      expect(JSON.parse(stdout)).toMatchObject({
        verdict: 'undetermined',
        findings: [],
        undetermined: [
          { missing: [{ reason: '--labels counts at stage local only, and this is stage ci' }] },
        ],
      });
    },
  );

  test('without labels a protected change is undetermined in CI', async () => {
    const { exitCode } = await check(changedCore(), ['--base', 'main'], { CI: 'true' });
    expect(exitCode).toBe(2);
  });

  test('an event whose labels lack the approval is a violation in CI', async () => {
    const repository = changedCore();
    const event = eventFile(repository, ['bug']);
    const { exitCode, stdout } = await check(repository, ['--event', event], { CI: 'true' });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('need the label approved-core-change. Ask an approver for it');
  });

  test('an event of another repository than the one GitHub is asked about is refused', async () => {
    const repository = changedCore();
    const event = eventFile(repository, ['approved-core-change'], 'mallory/shop');
    const env = { CI: 'true', GITHUB_REPOSITORY: 'acme/shop' };
    const { exitCode, stderr } = await check(repository, ['--event', event], env);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('is about the repository mallory/shop, but GITHUB_REPOSITORY is acme/shop.');
  });

  test('an event that lists the label leaves open who applied it', async () => {
    const repository = changedCore();
    const event = eventFile(repository, ['approved-core-change']);
    const env = { CI: 'true', GITHUB_REPOSITORY: 'acme/shop' };
    const { exitCode, stdout } = await check(repository, ['--event', event], env);
    expect(exitCode).toBe(2);
    expect(stdout).toContain(
      'there is no token for GitHub; set GITHUB_TOKEN to one that may read the repository',
    );
  });

  test.each([
    [
      'one that is not there',
      undefined,
      'The event payload event.json cannot be read: there is no such file or folder. Name the JSON file of a GitHub event.',
    ],
    [
      'one that is no JSON',
      'x',
      'The event payload event.json cannot be used: it does not hold JSON, or not to its end. Pass the payload of a pull_request, pull_request_target, push or merge_group event, or name the base with --base.',
    ],
    [
      'one of another kind',
      '{"issue":{}}',
      'The event payload event.json cannot be used: it is the payload of another event (issues). Pass the payload of a pull_request, pull_request_target, push or merge_group event, or name the base with --base.',
    ],
  ])('an event is refused: %s', async (_, text, message) => {
    const repository = sample();
    if (text !== undefined) repository.write('event.json', text);
    const { exitCode, stdout, stderr } = await check(repository, [
      '--event',
      'event.json',
      '--format',
      'json',
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).toBe(`${message}\n`);
    expect(JSON.parse(stdout)).toMatchObject({ error: { kind: 'usage', message } });
  });
});

describe('--output', () => {
  test('writes the report to a file and says so beside the output', async () => {
    const repository = sample();
    const { exitCode, stdout, stderr } = await check(repository, [
      '--format',
      'sarif',
      '--output',
      'out.sarif',
    ]);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: 'Wrote the sarif report to out.sarif.\n',
    });
    expect(JSON.parse(readFileSync(path.join(repository.root, 'out.sarif'), 'utf8'))).toHaveProperty('runs');
  });

  test('holds no colours', async () => {
    const repository = sample();
    await check(repository, ['--output', 'out.txt', '--color']);
    expect(readFileSync(path.join(repository.root, 'out.txt'), 'utf8')).not.toContain('\u001b');
  });

  test('replaces an older report and does not replace a device', async () => {
    const repository = sample();
    writeFileSync(path.join(repository.root, 'out.txt'), 'old');
    await check(repository, ['--output', 'out.txt']);
    expect(readFileSync(path.join(repository.root, 'out.txt'), 'utf8')).toContain('lockkeeper 1.2.3');
    expect((await check(repository, ['--output', '/dev/null'])).exitCode).toBe(0);
    expect(existsSync('/dev/null')).toBe(true);
    expect(readFileSync('/dev/null', 'utf8')).toBe('');
  });

  test('that cannot be written is a technical error', async () => {
    const { exitCode, stderr } = await check(sample(), ['--output', 'no/such/out.txt']);
    expect(exitCode).toBe(3);
    expect(stderr).toBe('no/such/out.txt could not be written: there is no such file or folder.\n');
  });
});

describe('colours of a report', () => {
  test('are there on a terminal only', async () => {
    const { root } = sample();
    expect((await runMain(['check'], { cwd: root, terminal: 80 })).stdout).toContain('\u001b[');
    expect((await runMain(['check'], { cwd: root })).stdout).not.toContain('\u001b[');
    expect((await runMain(['check', '--no-color'], { cwd: root, terminal: 80 })).stdout).not.toContain(
      '\u001b[',
    );
    expect((await runMain(['check', '--color'], { cwd: root })).stdout).toContain('\u001b[');
  });
});

function sample(): TemporaryRepository {
  const repository = temporaryRepository();
  repository.commit(FILES);
  return repository;
}

function changedCore(): TemporaryRepository {
  const repository = sample();
  repository.git('checkout', '--quiet', '-b', 'work');
  repository.commit({ 'core/pay.py': 'AMOUNT = 2\n' });
  return repository;
}

/** As GitHub would write it for a pull request from `work` to `main`. */
function eventFile(repository: TemporaryRepository, labels: readonly string[], name?: string): string {
  const at = (ref: string) => ({ sha: repository.git('rev-parse', ref), ref });
  const file = path.join(repository.root, '.git/event.json');
  const pull = {
    number: 5,
    base: at('main'),
    head: at('work'),
    labels: labels.map((name) => ({ name })),
    user: { login: 'ada' },
  };
  writeFileSync(
    file,
    JSON.stringify({ action: 'labeled', pull_request: pull, repository: { full_name: name } }),
  );
  return file;
}

function check(
  repository: TemporaryRepository,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  return runMain(['check', ...args], { cwd: repository.root, env });
}

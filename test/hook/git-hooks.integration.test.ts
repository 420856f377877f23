import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  repositoryAt,
  temporaryFolder,
  temporaryRepository,
  type TemporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { lockkeeper, PROGRAM, quietEnvironment } from '../cli/lockkeeper-process.ts';
import { FILES, guardedRepository } from './guarded-repository.ts';
import { callHook } from './hook-process.ts';

afterAll(removeTemporaryFolders);

const ADA = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

describe('git commit', () => {
  test('stops at what the policy refuses, and nothing is committed', async () => {
    const repository = await hooked(guardedRepository());
    repository.write('backend/requirements.txt', 'flask>=3\n');
    repository.write('backend/requirements.lock', 'flask>=3\n');
    repository.git('add', '--all');
    const { status, stderr } = git(repository, ['commit', '--message=x']);
    expect(stderr).toMatch(/^Lockkeeper refuses this commit:\n- dependencies\/lock-unpinned: /);
    expect(stderr).toContain('\n- dependencies/requirements-pinned: ');
    expect(status).toBe(1);
    expect(repository.git('rev-parse', 'HEAD')).toBe(repository.git('rev-parse', 'main'));
  });

  test('passes what is allowed, and shows what waits for an approval', async () => {
    const repository = await hooked(guardedRepository('feature/x'));
    repository.write('backend/app/core/auth.py', 'def allow():\n    return True\n');
    const { status, stderr } = git(repository, ['commit', '--all', '--message=x']);
    expect(stderr).toContain('Not decided yet:\n- paths/protected: Changes to backend/app/core/auth.py ');
    expect(status).toBe(0);
    repository.write('docs/guide.md', 'x');
    expect(git(repository, ['commit', '--all', '--message=y'])).toMatchObject({ status: 0, stderr: '' });
  });

  test('judges what is staged and not what lies beside it', async () => {
    const repository = await hooked(guardedRepository());
    repository.write('backend/requirements.txt', 'flask>=3\n');
    repository.git('add', '--all');
    repository.write('backend/requirements.txt', 'flask==3.0.0\n');
    expect(git(repository, ['commit', '--message=x']).status).toBe(1);
    repository.git('add', '--all');
    repository.write('backend/requirements.txt', 'flask>=3\n');
    repository.write('docs/guide.md', 'x');
    repository.git('add', 'docs');
    expect(git(repository, ['commit', '--message=x']).status).toBe(0);
  });

  test('judges the files that are named, whose index is another one', async () => {
    const repository = await hooked(guardedRepository());
    repository.write('backend/requirements.txt', 'flask>=3\n');
    repository.write('docs/guide.md', 'x');
    expect(git(repository, ['commit', '--message=x', 'docs/guide.md']).status).toBe(0);
    expect(git(repository, ['commit', '--message=x', 'backend/requirements.txt']).status).toBe(1);
  });

  test('holds an agent to its scope, and leaves people alone', async () => {
    const repository = await hooked(guardedRepository('feature/x'));
    repository.write('Makefile', 'x');
    repository.git('add', '--all');
    const { status, stderr } = git(repository, ['commit', '--message=x'], { env: { CLAUDECODE: '1' } });
    expect(stderr).toContain('- scope/ai-not-allowed: Makefile ');
    expect(stderr).toContain('- branches/ai-branch: ');
    expect(status).toBe(1);
    expect(git(repository, ['commit', '--message=x']).status).toBe(0);
  });

  test('does not hold earlier commits against this one', async () => {
    const repository = guardedRepository('feature/x');
    repository.commit({
      'backend/requirements.txt': 'flask>=3\n',
      'backend/requirements.lock': 'flask>=3\n',
    });
    await hooked(repository);
    repository.write('docs/guide.md', 'x');
    expect(git(repository, ['commit', '--all', '--message=x']).status).toBe(0);
    repository.write('backend/requirements.txt', 'flask>=4\n');
    expect(git(repository, ['commit', '--all', '--message=x']).status).toBe(1);
    repository.write('backend/requirements.txt', 'flask==3.0.0\n');
    repository.write('backend/requirements.lock', 'flask==3.0.0\n');
    expect(git(repository, ['commit', '--all', '--message=x']).status).toBe(0);
  });

  test('judges the first commit of all by the policy it brings', async () => {
    const repository = await hooked(temporaryRepository());
    for (const [file, text] of Object.entries(FILES)) repository.write(file, text);
    repository.write('backend/requirements.txt', 'flask>=3\n');
    repository.git('add', '--all');
    expect(git(repository, ['commit', '--message=first']).status).toBe(1);
    repository.write('backend/requirements.txt', 'flask==3.0.0\n');
    repository.git('add', '--all');
    expect(git(repository, ['commit', '--message=first'])).toMatchObject({ status: 0, stderr: '' });
  });

  test('takes in what others changed without holding it against whoever merges', async () => {
    const repository = guardedRepository('auto/work');
    repository.commit({ 'docs/guide.md': 'ours\n' });
    repository.git('switch', '--quiet', 'main');
    repository.commit({ Makefile: 'theirs\n', 'docs/guide.md': 'theirs\n' });
    repository.git('switch', '--quiet', 'auto/work');
    await hooked(repository);
    expect(git(repository, ['merge', 'main']).status).toBe(1);
    repository.write('docs/guide.md', 'both\n');
    repository.git('add', 'docs');
    expect(git(repository, ['commit', '--message=merge'], { env: { CLAUDECODE: '1' } })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  test('leaves the repository as it was', async () => {
    const repository = guardedRepository();
    repository.write('docs/guide.md', 'x');
    repository.git('add', '--all');
    const index = readFileSync(path.join(repository.root, '.git/index'));
    const objects = repository.git('count-objects');
    const run = await callHook(['git', 'pre-commit'], { cwd: repository.root, input: '', env: ADA });
    expect(run).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(readFileSync(path.join(repository.root, '.git/index'))).toEqual(index);
    expect(repository.git('count-objects')).toBe(objects);
  });

  test('stops when it cannot be judged: the program, the policy or the index is not as it should be', async () => {
    const missing = await hooked(guardedRepository());
    missing.write('docs/guide.md', 'x');
    expect(git(missing, ['commit', '--all', '--message=x'], { folder: '' }).status).not.toBe(0);
    const invalid = guardedRepository('main');
    invalid.commit({ 'lockkeeper.yaml': 'version: 7\n' });
    await hooked(invalid);
    invalid.write('docs/guide.md', 'x');
    const { status, stderr } = git(invalid, ['commit', '--all', '--message=x']);
    expect(stderr).toContain('because it could not judge it.\n');
    expect(status).toBe(1);
    const { root } = guardedRepository();
    writeFileSync(path.join(root, '.git/index'), 'no index');
    expect((await callHook(['git', 'pre-commit'], { cwd: root, input: '' })).exitCode).toBe(2);
  });

  test('passes where there is no policy', async () => {
    const repository = await hooked(temporaryRepository());
    repository.write('a.txt', 'a');
    repository.git('add', '--all');
    expect(git(repository, ['commit', '--message=x'])).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('git push', () => {
  test('stops before a protected branch, whether it adds to it, rewrites it or takes it away', async () => {
    const { clone } = await cloned();
    commitUnjudged(clone, { 'docs/guide.md': 'x' });
    const direct = git(clone, ['push', 'origin', 'HEAD:main']);
    expect(direct.stderr).toContain('Lockkeeper refuses the push to main:\n- branches/no-direct-push: ');
    expect(direct.status).toBe(1);
    clone.git('reset', '--quiet', '--hard', 'origin/main~1');
    const forced = git(clone, ['push', '--force', 'origin', 'HEAD:main']);
    expect(forced.stderr).toContain('- branches/force-push: ');
    expect(forced.status).toBe(1);
    const deleted = git(clone, ['push', 'origin', ':main']);
    expect(deleted.stderr).toContain('- branches/force-push: This deletes main');
    expect(deleted.status).toBe(1);
  });

  test('passes a branch of its own, its rewriting and its end, and tags', async () => {
    const { clone } = await cloned();
    clone.git('switch', '--quiet', '--create', 'auto/x');
    commitUnjudged(clone, { 'docs/guide.md': 'x' });
    expect(git(clone, ['push', 'origin', 'HEAD']).status).toBe(0);
    clone.git('commit', '--quiet', '--no-verify', '--amend', '--message=again');
    expect(git(clone, ['push', '--force', 'origin', 'HEAD']).status).toBe(0);
    clone.git('tag', 'v1');
    expect(git(clone, ['push', 'origin', 'v1']).status).toBe(0);
    expect(git(clone, ['push', 'origin', ':auto/x']).status).toBe(0);
  });

  test('stops at what the pushed commits bring, and not at what was there before', async () => {
    const { clone } = await cloned();
    clone.git('switch', '--quiet', '--create', 'feature/x');
    commitUnjudged(clone, {
      'backend/requirements.txt': 'flask>=3\n',
      'backend/requirements.lock': 'flask>=3\n',
    });
    const { status, stderr } = git(clone, ['push', 'origin', 'HEAD']);
    expect(stderr).toContain('- dependencies/requirements-pinned: ');
    expect(status).toBe(1);
    expect(git(clone, ['push', '--no-verify', 'origin', 'HEAD']).status).toBe(0);
    commitUnjudged(clone, { 'docs/guide.md': 'x' });
    expect(git(clone, ['push', 'origin', 'HEAD']).status).toBe(0);
  });

  test('holds commits of agents to the branches of agents', async () => {
    const { clone } = await cloned();
    clone.git('switch', '--quiet', '--create', 'feature/y');
    clone.write('docs/guide.md', 'x');
    const message = 'x\n\nCo-authored-by: Claude <noreply@anthropic.com>';
    clone.git('commit', '--quiet', '--all', '--no-verify', `--message=${message}`);
    const { status, stderr } = git(clone, ['push', 'origin', 'HEAD']);
    expect(stderr).toContain('- branches/ai-branch: ');
    expect(status).toBe(1);
  });

  test('passes the first branch of an empty remote, whose policy nobody could have asked before', async () => {
    const remote = temporaryFolder();
    execFileSync('git', ['init', '--quiet', '--bare', remote]);
    const repository = await hooked(guardedRepository('main'));
    repository.git('remote', 'add', 'origin', remote);
    expect(git(repository, ['push', 'origin', 'main']).status).toBe(0);
  });

  test('stops when git says something that is not understood', async () => {
    const { root } = guardedRepository();
    const { exitCode, stderr } = await callHook(['git', 'pre-push', 'origin', 'url'], {
      cwd: root,
      input: 'x\n',
    });
    expect(stderr).toContain('Standard input does not say what is pushed.');
    expect(exitCode).toBe(2);
  });

  test('passes where nothing is pushed', async () => {
    const { root } = guardedRepository();
    const run = await callHook(['git', 'pre-push', 'origin', 'url'], { cwd: root, input: '' });
    expect(run).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });
});

/** With the hooks as they are generated, and switched on. */
async function hooked(repository: TemporaryRepository): Promise<TemporaryRepository> {
  const { exitCode } = await lockkeeper(['generate', 'hooks', '--git'], { cwd: repository.root });
  expect(exitCode).toBe(0);
  repository.git('config', 'core.hooksPath', '.githooks');
  writeFileSync(path.join(repository.root, '.git/info/exclude'), '.githooks/\n');
  return repository;
}

/** What is pushed was committed somewhere else, without hooks. */
function commitUnjudged(repository: TemporaryRepository, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) repository.write(file, text);
  repository.git('add', '--all');
  repository.git('commit', '--quiet', '--no-verify', '--message=work');
}

async function cloned(): Promise<{ readonly clone: TemporaryRepository }> {
  const source = guardedRepository('main');
  source.commit({ 'docs/second.md': '# Second\n' });
  const remote = path.join(temporaryFolder(), 'remote.git');
  execFileSync('git', ['clone', '--quiet', '--bare', source.root, remote], { stdio: 'ignore' });
  const root = path.join(temporaryFolder(), 'clone');
  execFileSync('git', ['clone', '--quiet', remote, root], { stdio: 'ignore' });
  return { clone: await hooked(repositoryAt(root)) };
}

let programs: string | undefined;

interface GitOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
}

/** Like a person at a shell on whose PATH Lockkeeper is; `''`: it is not. */
function git(
  { root }: TemporaryRepository,
  args: readonly string[],
  { env = {}, folder = programFolder() }: GitOptions = {},
): { readonly status: number | null; readonly stderr: string } {
  const { status, stderr } = spawnSync('git', ['-c', 'advice.ignoredHook=true', ...args, ...quiet(args)], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...quietEnvironment(),
      PATH: [folder, process.env['PATH']].filter(Boolean).join(path.delimiter),
      ...ADA,
      ...env,
    },
  });
  return { status, stderr };
}

function quiet([command]: readonly string[]): readonly string[] {
  return command === 'commit' ? ['--quiet'] : [];
}

function programFolder(): string {
  if (programs !== undefined) return programs;
  programs = temporaryFolder();
  mkdirSync(programs, { recursive: true });
  const place = path.join(programs, 'lockkeeper');
  writeFileSync(place, `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`);
  chmodSync(place, 0o755);
  return programs;
}

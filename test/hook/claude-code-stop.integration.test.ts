import { chmodSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders } from '../../packages/host-node/src/testing/temporary-repository.ts';
import { guardedRepository } from './guarded-repository.ts';
import { atStart, atStop, claudeCode } from './hook-process.ts';

afterAll(removeTemporaryFolders);

const BY_CLAUDE = 'work\n\nCo-authored-by: Claude <noreply@anthropic.com>';

describe('at the end of a turn', () => {
  test.each([
    [
      'a shell that wrote a protected file',
      'paths/protected',
      (root: string) => write(root, 'backend/app/core/auth.py', 'x'),
    ],
    ['delete', 'paths/protected', (root: string) => rmSync(path.join(root, 'backend/app/core/auth.py'))],
    [
      'rename-out',
      'paths/protected',
      (root: string) => move(root, 'backend/app/core/auth.py', 'docs/auth.md'),
    ],
    [
      'rename-in',
      'paths/protected',
      (root: string) => move(root, 'backend/app/routers/users.py', 'backend/app/core/users.py'),
    ],
    [
      'chmod',
      'paths/protected',
      (root: string) => chmodSync(path.join(root, 'backend/app/core/auth.py'), 0o755),
    ],
    [
      'symlink-into',
      'paths/symlink',
      (root: string) => symlinkSync('../backend/app/core', path.join(root, 'docs/a.md')),
    ],
    [
      'symlink-abs',
      'paths/symlink',
      (root: string) => symlinkSync('/etc/passwd', path.join(root, 'docs/b.md')),
    ],
    [
      'policy-rename',
      'policy/self-protect',
      (root: string) => move(root, 'lockkeeper.yaml', 'docs/lockkeeper.md'),
    ],
    ['makefile', 'scope/ai-not-allowed', (root: string) => write(root, 'Makefile', 'x')],
    [
      'deps-unpinned',
      'dependencies/requirements-pinned',
      (root: string) => write(root, 'backend/requirements.txt', 'flask>=3\n'),
    ],
    [
      'deps-desync',
      'dependencies/lock-in-sync',
      (root: string) => write(root, 'backend/requirements.txt', 'flask==3.0.1\n'),
    ],
  ])('[row 0.04] %s is sent back to the agent by %s', async (_, rule, act) => {
    const { root } = await begunRepository();
    act(root);
    const { exitCode, stdout, stderr } = await claudeCode(root, atStop(root, false));
    expect(stderr).toContain('Lockkeeper refuses what was done in this repository:\n');
    expect(stderr).toContain(`- ${rule}: `);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  test('the agent is sent back once, and then a person has to look', async () => {
    const { root } = await begunRepository();
    write(root, 'Makefile', 'x');
    expect((await claudeCode(root, atStop(root, false))).exitCode).toBe(2);
    const second = await claudeCode(root, atStop(root, true));
    expect(JSON.parse(second.stdout)).toEqual({ systemMessage: second.stderr });
    expect(second.stderr).toContain('- scope/ai-not-allowed: Makefile ');
    expect(second.exitCode).toBe(0);
  });

  test('what the policy allows passes, and so does a repository as it was', async () => {
    const { root } = await begunRepository();
    expect(await claudeCode(root, atStop(root, false))).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    write(root, 'docs/guide.md', '# Guide\n\nMore.\n');
    const below = { ...atStop(root, false), cwd: path.join(root, 'docs') };
    expect(await claudeCode(root, below)).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
  });

  test('what a person committed is not held against the agent, and what it committed itself is', async () => {
    const repository = guardedRepository('feature/x');
    repository.commit({ Makefile: 'all:\n\tfalse\n' });
    repository.git('switch', '--quiet', '--create', 'work-1');
    const { root } = repository;
    await claudeCode(root, atStart(root));
    expect((await claudeCode(root, atStop(root, false))).exitCode).toBe(0);
    repository.write('Makefile', 'all:\n\ttrue || true\n');
    repository.git('commit', '--quiet', '--all', `--message=${BY_CLAUDE}`);
    const { exitCode, stderr } = await claudeCode(root, atStop(root, false));
    expect(stderr).toContain('- scope/ai-not-allowed: Makefile ');
    expect(exitCode).toBe(2);
  });

  test('work on a branch that is not for agents is named', async () => {
    const { root } = await begunRepository('feature/y');
    write(root, 'docs/guide.md', 'x');
    const { exitCode, stderr } = await claudeCode(root, atStop(root, false));
    expect(stderr).toContain('- branches/ai-branch: ');
    expect(exitCode).toBe(2);
  });
});

/** A repository that a session has begun in. */
async function begunRepository(branch?: string) {
  const repository = guardedRepository(branch);
  await claudeCode(repository.root, atStart(repository.root));
  return repository;
}

function write(root: string, file: string, text: string): void {
  writeFileSync(path.join(root, file), text);
}

function move(root: string, from: string, to: string): void {
  renameSync(path.join(root, from), path.join(root, to));
}

import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  type TemporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { guardedRepository, POLICY } from './guarded-repository.ts';
import { beforeTool, claudeCode } from './hook-process.ts';

let repository: TemporaryRepository;
beforeAll(() => {
  repository = guardedRepository();
});
afterAll(removeTemporaryFolders);

const write = (file: string, content = 'text\n') =>
  claudeCode(repository.root, beforeTool(repository.root, 'Write', { file_path: file, content }));

describe('an AI agent may not write', () => {
  test.each([
    ['direct', 'backend/app/core/auth.py', 'paths/protected'],
    ['a file that is denied to agents', 'backend/app/core/auth.py', 'scope/ai-denied'],
    ['payments-sub', 'backend/app/services/payments/refund.py', 'paths/protected'],
    ['payments-prefix', 'backend/app/services/payments_v2/refund.py', 'paths/protected'],
    ['dotfile', 'backend/app/core/.env', 'paths/protected'],
    ['dotdir', 'backend/app/core/.hidden/a.py', 'paths/protected'],
    ['utf8', 'backend/app/core/café.py', 'paths/protected'],
    ['quote-tab', 'backend/app/core/a\t"b.py', 'paths/protected'],
    ['newline', 'backend/app/core/a\ndocs/b.md', 'paths/protected'],
    ['nfd-lookalike', 'backend/app/core\u0301/a.py', 'scope/ai-not-allowed'],
    ['homoglyph', 'backend/app/c\u043ere/auth.py', 'paths/confusable'],
    ['case-dir', 'backend/app/Core/auth.py', 'paths/case-collision'],
    ['case-file', 'BACKEND/APP/CORE/AUTH.PY', 'paths/case-collision'],
    ['deps-case', 'backend/Requirements.txt', 'paths/case-collision'],
    ['policy-edit', 'lockkeeper.yaml', 'policy/self-protect'],
    ['a second policy', 'lockkeeper.yml', 'policy/self-protect'],
    ['workflow-edit', '.github/workflows/policy.yml', 'policy/self-protect'],
    ['workflow-shadow', '.github/workflows/other.yml', 'policy/self-protect'],
    ['codeowners-edit', '.github/CODEOWNERS', 'policy/self-protect'],
    ['codeowners-shadow', 'docs/CODEOWNERS', 'policy/self-protect'],
    ['gitattributes', '.gitattributes', 'policy/self-protect'],
    ['gitmodules', '.gitmodules', 'paths/submodule'],
    ['agent-settings', '.claude/settings.json', 'policy/self-protect'],
    ['settings of the agent that git ignores', '.claude/settings.local.json', 'policy/self-protect'],
    ['the hooks of git', '.githooks/pre-commit', 'policy/self-protect'],
    ['makefile', 'Makefile', 'scope/ai-not-allowed'],
    ['deploy-record', 'infrastructure/LAST_PROD_DEPLOY.json', 'scope/machine-owned'],
    ['the folder of git', '.git/hooks/post-checkout', 'policy/self-protect'],
    ['the settings of git', '.git/config', 'policy/self-protect'],
    ['the folder of git as Windows reads it', 'GIT~1/config', 'policy/self-protect'],
    ['.. in the middle', 'docs/../backend/app/core/auth.py', 'paths/protected'],
    ['separators of Windows', 'backend\\app\\core\\auth.py', 'paths/protected'],
  ])('[row 0.04] %s: %j is refused by %s', async (_, file, rule) => {
    const { exitCode, stdout, stderr } = await write(file);
    expect(stderr).toContain(`- ${rule}: `);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  test('a file by its absolute name, and from a folder below', async () => {
    const event = beforeTool(path.join(repository.root, 'docs'), 'Write', {
      file_path: '../backend/app/core/auth.py',
      content: '',
    });
    expect((await claudeCode(repository.root, event)).exitCode).toBe(2);
    expect((await write(path.join(repository.root, 'backend/app/core/auth.py'))).exitCode).toBe(2);
    const elsewhere = beforeTool('/', 'Write', {
      file_path: path.join(repository.root, 'backend/app/core/auth.py'),
      content: '',
    });
    expect((await claudeCode('/', elsewhere)).exitCode).toBe(2);
  });

  test('a requirement without a version, or a table that is dropped', async () => {
    const unpinned = await write('backend/requirements.txt', 'flask>=3\n');
    expect(unpinned.stderr).toContain('- dependencies/requirements-pinned: ');
    expect(unpinned.exitCode).toBe(2);
    const dropped = await write('db/migrations/002_gone.sql', 'drop table users;\n');
    expect(dropped.stderr).toContain('- migrations/drop-table: ');
    expect(dropped.exitCode).toBe(2);
  });

  test('and is told why, by which line of the policy, and what to do instead', async () => {
    const { stderr } = await write('backend/app/services/payments.py');
    expect(stderr).toBe(`Lockkeeper refuses to let backend/app/services/payments.py be written:
- paths/protected: Changes to backend/app/services/payments.py (section core) need the label approved-core-change. Ask an approver for it. Because backend/app/services/payments.py matches backend/app/services/payments** (lockkeeper.yaml:14).
Leave the file as it is, and do not write it in another way. Tell the person you work for what should change there and why: a person makes this change, and has it approved on the pull request.
`);
  });
});

describe('a folder with protected files', () => {
  test.each([
    ['mcp__files__move_file', { source: 'backend/app/core', destination: 'docs/core' }],
    ['mcp__files__delete_file', { path: 'backend' }],
    ['Delete', { path: 'backend/app/core/' }],
  ])('may not be moved or deleted by %s %j', async (tool, input) => {
    const { root } = repository;
    const { exitCode, stderr } = await claudeCode(root, beforeTool(root, tool, input));
    expect(stderr).toContain('- paths/protected: ');
    expect(exitCode).toBe(2);
  });
});

describe('a patch', () => {
  const patchOf = (from: string, to: string) =>
    `*** Begin Patch\n*** Update File: db/migrations/001_users.sql\n@@\n-${from}\n+${to}\n*** End Patch\n`;
  const patched = async (from: string, to: string) => {
    const { root } = repository;
    return claudeCode(root, beforeTool(root, 'apply_patch', { input: patchOf(from, to) }));
  };

  test('is judged by the text that it leaves', async () => {
    const { exitCode, stderr } = await patched('create table users (id int);', 'drop table users;');
    expect(stderr).toContain('- migrations/drop-table: ');
    expect(exitCode).toBe(2);
  });

  test.each([
    ['keeps what is there', 'create table users (id int);', 'create table users (id bigint);'],
    ['does not apply, so that the tool fails by itself', 'create table user (id int);', 'drop table users;'],
  ])('passes where it %s', async (_, from, to) => {
    expect(await patched(from, to)).toMatchObject({ exitCode: 0, stdout: '' });
  });
});

describe('an AI agent may write', () => {
  test.each([
    ['ok-docs', 'docs/guide.md', '# Guide\n\nMore.\n'],
    ['a new document', 'docs/new.md', '# New\n'],
    ['ok-router', 'backend/app/routers/users.py', 'def users():\n    return [1]\n'],
    ['what git ignores', 'build/out/scratch.py', 'x = 1\n'],
    ['what lies outside', '/tmp/lockkeeper-scratch.txt', 'x\n'],
    ['one file of a pair before the other', 'backend/requirements.txt', 'flask==3.0.1\n'],
    ['a migration that keeps tables', 'db/migrations/002_more.sql', 'create table more (id int);\n'],
  ])('[row 0.05] %s: %j', async (_, file, content) => {
    const { exitCode, stdout, stderr } = await write(file, content);
    expect(stderr).not.toContain('refuses');
    expect(stdout).toBe('');
    expect(exitCode).toBe(0);
  });

  test('and what waits for an approval that agents may ask for is shown', async () => {
    const { stderr } = await write('backend/requirements.txt', 'flask==3.0.1\n');
    expect(stderr).toContain(
      'Not decided yet:\n- scope/ai-not-allowed: AI agents may change backend/requirements.txt ',
    );
  });
});

describe('through links', () => {
  test('a file is judged by where it really lands', async () => {
    const linked = guardedRepository();
    symlinkSync('../backend/app/core', path.join(linked.root, 'docs/notes'));
    symlinkSync('../backend/app/core/new.py', path.join(linked.root, 'docs/new.md'));
    for (const file of [
      'docs/notes/auth.py',
      'docs/notes/deep/new.py',
      'docs/new.md',
      'docs/notes/../core/auth.py',
    ]) {
      const event = beforeTool(linked.root, 'Write', { file_path: file, content: '' });
      const { exitCode, stderr } = await claudeCode(linked.root, event);
      expect(stderr, file).toContain('- paths/protected: Changes to backend/app/core/');
      expect(exitCode, file).toBe(2);
    }
  });

  test('of the repository a file may not leave it', async () => {
    const linked = guardedRepository();
    symlinkSync(temporaryFolder(), path.join(linked.root, 'docs/out'));
    const event = beforeTool(linked.root, 'Write', { file_path: 'docs/out/a.md', content: '' });
    const { exitCode, stderr } = await claudeCode(linked.root, event);
    expect(stderr).toContain(
      '- paths/symlink: docs/out/a.md goes through a symbolic link that leads out of the repository.',
    );
    expect(exitCode).toBe(2);
  });

  test('from outside a file of the repository is the same file', async () => {
    const outside = temporaryFolder();
    symlinkSync(repository.root, path.join(outside, 'shop'));
    const file = path.join(outside, 'shop/backend/app/core/auth.py');
    const event = beforeTool(outside, 'Write', { file_path: file, content: '' });
    expect((await claudeCode(outside, event)).exitCode).toBe(2);
  });

  test('in a circle nothing is written', async () => {
    const linked = guardedRepository();
    symlinkSync('round', path.join(linked.root, 'docs/round'));
    const event = beforeTool(linked.root, 'Write', { file_path: 'docs/round/a.md', content: '' });
    const { exitCode, stderr } = await claudeCode(linked.root, event);
    expect(stderr).toContain('leads in a circle of symbolic links');
    expect(exitCode).toBe(2);
  });
});

describe('an edit', () => {
  const edit = (input: Readonly<Record<string, unknown>>, tool = 'Edit') =>
    claudeCode(repository.root, beforeTool(repository.root, tool, input));
  const file_path = 'backend/requirements.txt';

  test('is judged by the text that it leaves', async () => {
    const loose = await edit({ file_path, old_string: '==3.0.0', new_string: '>=3' });
    expect(loose.stderr).toContain('- dependencies/requirements-pinned: ');
    expect(loose.exitCode).toBe(2);
    expect((await edit({ file_path, old_string: '3.0.0', new_string: '3.0.1' })).exitCode).toBe(0);
  });

  test('of several steps is judged by the last', async () => {
    const edits = [
      { old_string: 'flask==3.0.0', new_string: 'flask>=3' },
      { old_string: 'flask>=3', new_string: 'flask==3.0.1' },
    ];
    expect((await edit({ file_path, edits }, 'MultiEdit')).exitCode).toBe(0);
    expect((await edit({ file_path, edits: edits.slice(0, 1) }, 'MultiEdit')).exitCode).toBe(2);
  });

  test('that does not apply is left to the tool, unless its path is refused', async () => {
    expect((await edit({ file_path, old_string: 'django', new_string: 'flask>=3' })).exitCode).toBe(0);
    const refused = await edit({
      file_path: 'backend/app/core/auth.py',
      old_string: 'nowhere',
      new_string: '',
    });
    expect(refused.exitCode).toBe(2);
  });

  test('of a notebook is judged by its path', async () => {
    const input = { notebook_path: 'backend/app/core/a.ipynb', new_source: '1' };
    expect((await edit(input, 'NotebookEdit')).exitCode).toBe(2);
    const docs = { notebook_path: 'backend/app/routers/a.ipynb', new_source: '1' };
    expect((await edit(docs, 'NotebookEdit')).exitCode).toBe(0);
  });
});

describe('the policy that judges', () => {
  test('is that of the branch people merge into, whatever an agent made of it since', async () => {
    const loosened = guardedRepository();
    loosened.write('lockkeeper.yaml', 'version: 1\n');
    const event = beforeTool(loosened.root, 'Write', { file_path: 'backend/app/core/auth.py', content: '' });
    expect((await claudeCode(loosened.root, event)).exitCode).toBe(2);
    loosened.commit();
    expect((await claudeCode(loosened.root, event)).exitCode).toBe(2);
    rmSync(path.join(loosened.root, 'lockkeeper.yaml'));
    expect((await claudeCode(loosened.root, event)).exitCode).toBe(2);
  });

  test('is that of the files on disk where no commit has one', async () => {
    const young = guardedRepository();
    young.git('update-ref', '-d', 'HEAD');
    young.git('branch', '--quiet', '-D', 'main');
    const event = beforeTool(young.root, 'Write', { file_path: 'backend/app/core/auth.py', content: '' });
    expect((await claudeCode(young.root, event)).exitCode).toBe(2);
  });

  test('of a further worktree is that of its repository', async () => {
    const main = guardedRepository();
    main.git('worktree', 'add', '--quiet', '-b', 'auto/other', '.claude/worktrees/other');
    const root = path.join(main.root, '.claude/worktrees/other');
    const at = (file_path: string) =>
      claudeCode(root, beforeTool(root, 'Write', { file_path, content: '# Guide\n' }));
    expect((await at('docs/guide.md')).exitCode).toBe(0);
    expect((await at('backend/app/core/auth.py')).exitCode).toBe(2);
  });

  test('still holds in a repository that was made inside of it', async () => {
    const outer = guardedRepository();
    mkdirSync(path.join(outer.root, 'backend/app/core/sub'));
    outer.git('-C', 'backend/app/core/sub', 'init', '--quiet');
    const event = beforeTool(outer.root, 'Write', { file_path: 'backend/app/core/sub/a.py', content: '' });
    expect((await claudeCode(outer.root, event)).exitCode).toBe(2);
  });

  test('does not bind where there is none', async () => {
    const folder = temporaryFolder();
    const event = beforeTool(folder, 'Write', { file_path: 'Makefile', content: '' });
    expect(await claudeCode(folder, event)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    const other = guardedRepository('main');
    other.git('rm', '--quiet', 'lockkeeper.yaml');
    other.commit();
    for (const file_path of ['Makefile', '.git/hooks/pre-commit', 'backend/app/core/auth.py']) {
      const there = beforeTool(other.root, 'Write', { file_path, content: '' });
      expect(await claudeCode(other.root, there)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    }
  });

  test('that is a draft refuses only what guards the policy itself', async () => {
    const draft = guardedRepository('main');
    draft.commit({ 'lockkeeper.yaml': `${POLICY}policy: { status: draft }\n` });
    const at = (file_path: string) =>
      claudeCode(draft.root, beforeTool(draft.root, 'Write', { file_path, content: '' }));
    expect((await at('backend/app/core/auth.py')).exitCode).toBe(0);
    expect((await at('.github/workflows/a.yml')).exitCode).toBe(2);
  });
});

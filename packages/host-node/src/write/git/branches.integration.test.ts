import { chmodSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { createWorktrees } from '../../read/git/worktrees.ts';
import {
  removeTemporaryFolders,
  repositoryAt,
  runGit,
  temporaryFolder,
  temporaryRepository,
  type TemporaryRepository,
} from '../../testing/temporary-repository.ts';
import { createBranches } from './branches.ts';

afterAll(removeTemporaryFolders);

const FILES = { 'r.in': 'httpx\n', 'r.txt': 'httpx==1\n', 'a b/[x]*.txt': 'x\n' };

function sample(): { repository: TemporaryRepository; head: string } {
  const repository = temporaryRepository();
  repository.git('config', 'user.name', 'Ada');
  repository.git('config', 'user.email', 'ada@example.com');
  return { repository, head: repository.commit(FILES) };
}

function hook({ root }: TemporaryRepository, name: string, body: string): void {
  const file = path.join(root, '.git/hooks', name);
  repositoryAt(root).write(`.git/hooks/${name}`, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}

describe('a branch', () => {
  test('[row 2.01] is made from a commit, checked out, and deleted again', async () => {
    const { repository, head } = sample();
    const branches = createBranches(repository.root);
    expect(await branches.create('auto/x-001', head)).toEqual({ known: true, value: true });
    expect(repository.git('branch', '--show-current')).toBe('main');
    expect(await branches.switch('auto/x-001')).toMatchObject({ known: true });
    expect(await branches.switch('auto/x-001')).toMatchObject({ known: true });
    expect(repository.git('branch', '--show-current')).toBe('auto/x-001');
    await branches.switch('main');
    expect(await branches.delete('auto/x-001', head)).toMatchObject({ known: true });
    expect(repository.git('branch')).toBe('* main');
  });

  test('that exists is not made, and not deleted by whoever wanted to make it', async () => {
    const { repository, head } = sample();
    repository.git('branch', 'auto/x-001');
    const branches = createBranches(repository.root);
    expect(await branches.create('auto/x-001', head)).toMatchObject({
      known: false,
      reason: expect.stringContaining('already exists'),
    });
  });

  test.each(['-D', '--help', 'a..b', 'a b', 'x.lock', ''])('cannot be called %j', async (name) => {
    const { repository, head } = sample();
    expect(await createBranches(repository.root).create(name, head)).toMatchObject({ known: false });
    expect(repository.git('branch')).toBe('* main');
  });

  test('with a commit of its own is not deleted', async () => {
    const { repository, head } = sample();
    const branches = createBranches(repository.root);
    await branches.create('auto/x-001', head);
    await branches.switch('auto/x-001');
    repository.commit({ 'r.in': 'mine\n' });
    repository.git('switch', '-q', 'main');
    expect(await branches.delete('auto/x-001', head)).toMatchObject({ known: false });
    expect(repository.git('branch')).toContain('auto/x-001');
  });

  test('that is not there is deleted already', async () => {
    const { repository, head } = sample();
    expect(await createBranches(repository.root).delete('none', head)).toMatchObject({ known: true });
  });
});

describe('restored files', () => {
  test('are those of the commit, also where they were deleted, staged or have odd names', async () => {
    const { repository, head } = sample();
    repository.write('r.in', 'changed\n');
    repository.write('a b/[x]*.txt', 'changed\n');
    repository.write('notes.md', 'mine\n');
    repository.git('add', 'r.in');
    repository.git('rm', '-q', 'r.txt');
    const restored = await createBranches(repository.root).restore(Object.keys(FILES), head);
    expect(restored).toMatchObject({ known: true });
    expect(repository.git('status', '--porcelain')).toBe('?? notes.md');
  });

  test('are a failure where the commit has no such file', async () => {
    const { repository, head } = sample();
    expect(await createBranches(repository.root).restore(['none.txt'], head)).toMatchObject({ known: false });
  });
});

describe('a commit', () => {
  test('holds the files it is asked for and no other', async () => {
    const { repository, head } = sample();
    repository.write('r.in', 'one\n');
    repository.write('r.txt', 'two\n');
    repository.write('a b/[x]*.txt', 'not this\n');
    repository.write('new.txt', 'nor this\n');
    const made = await createBranches(repository.root).commit({
      paths: ['r.in', 'r.txt'],
      message: '# Upgrade\n\n- "x" `y` $z\n',
      on: 'main',
      onto: head,
    });
    expect(made).toEqual({ known: true, value: repository.git('rev-parse', 'HEAD') });
    expect(repository.git('show', '--format=%B', '--name-only', 'HEAD')).toContain('- "x" `y` $z');
    expect(repository.git('show', '--format=', '--name-only', 'HEAD')).toBe('r.in\nr.txt');
  });

  test('runs the hooks of the user, who may refuse it', async () => {
    const { repository, head } = sample();
    hook(repository, 'pre-commit', 'echo not today >&2; exit 1');
    repository.write('r.in', 'one\n');
    const made = await createBranches(repository.root).commit({
      paths: ['r.in'],
      message: 'x',
      on: 'main',
      onto: head,
    });
    expect(made).toEqual({ known: false, reason: 'git says "not today"' });
    expect(repository.git('rev-parse', 'HEAD')).toBe(head);
  });

  test('is made although a hook fails afterwards', async () => {
    const { repository, head } = sample();
    hook(repository, 'post-commit', 'exit 1');
    repository.write('r.in', 'one\n');
    const made = await createBranches(repository.root).commit({
      paths: ['r.in'],
      message: 'x',
      on: 'main',
      onto: head,
    });
    expect(made).toMatchObject({ known: true });
    expect(repository.git('rev-parse', 'HEAD~')).toBe(head);
  });

  test.each(['a branch', 'a commit'])('is not made where somebody made %s meanwhile', async (what) => {
    const { repository, head } = sample();
    if (what === 'a branch') repository.git('switch', '-q', '-c', 'other');
    else repository.commit({ 'other.txt': 'x\n' });
    repository.write('r.in', 'one\n');
    const before = repository.git('rev-parse', 'HEAD');
    const wanted = { paths: ['r.in'], message: 'x', on: 'main', onto: head };
    expect(await createBranches(repository.root).commit(wanted)).toEqual({
      known: false,
      reason: 'main is not checked out as it was any more',
    });
    expect(repository.git('rev-parse', 'HEAD')).toBe(before);
  });

  test('of nothing is none', async () => {
    const { repository, head } = sample();
    expect(
      await createBranches(repository.root).commit({ paths: ['r.in'], message: 'x', on: 'main', onto: head }),
    ).toMatchObject({
      known: false,
    });
  });

  test('names who the environment says commits', async () => {
    const { repository, head } = sample();
    repository.write('r.in', 'one\n');
    const env = { GIT_AUTHOR_NAME: 'Grace', GIT_AUTHOR_EMAIL: 'grace@example.com', GIT_DIR: '/none' };
    await createBranches(repository.root, { env }).commit({
      paths: ['r.in'],
      message: 'x',
      on: 'main',
      onto: head,
    });
    expect(repository.git('log', '-1', '--format=%an <%ae>')).toBe('Grace <grace@example.com>');
  });

  test('is the only thing that runs hooks', async () => {
    const { repository, head } = sample();
    const ran = path.join(temporaryFolder(), 'ran');
    for (const name of ['post-checkout', 'reference-transaction'])
      hook(repository, name, `echo x > '${ran}'`);
    const branches = createBranches(repository.root);
    await branches.create('auto/x-001', head);
    await branches.switch('auto/x-001');
    await branches.restore(['r.in'], head);
    await branches.switch('main');
    await branches.delete('auto/x-001', head);
    expect(existsSync(ran)).toBe(false);
  });
});

describe('where a worktree stands', () => {
  async function standingOf({ root }: TemporaryRepository) {
    const found = await createWorktrees(root).standing();
    if (!found.known) throw new Error(found.reason);
    return found.value;
  }

  test('is nothing in a clean one, whatever lies there untracked', async () => {
    const { repository } = sample();
    repository.write('notes.md', 'x');
    expect(await standingOf(repository)).toEqual({ underWay: undefined, staged: [] });
  });

  test('is what is staged, also where the file on disk is as before', async () => {
    const { repository } = sample();
    repository.write('r.in', 'changed\n');
    repository.git('add', 'r.in');
    repository.write('r.in', FILES['r.in']);
    expect(await standingOf(repository)).toEqual({ underWay: undefined, staged: ['r.in'] });
  });

  test.each([
    ['a merge', ['merge', '-q', 'other']],
    ['a rebase', ['rebase', '-q', 'other']],
    ['a cherry-pick', ['cherry-pick', 'other']],
    ['a revert', ['revert', '--no-edit', 'HEAD~']],
  ])('is %s that was not ended', async (what, command) => {
    const { repository } = sample();
    repository.git('switch', '-q', '-c', 'other');
    repository.commit({ 'r.in': 'other\n' });
    repository.git('switch', '-q', 'main');
    repository.commit({ 'r.in': 'mine\n' });
    repository.commit({ 'r.in': 'mine again\n' });
    expect(() => repository.git(...command)).toThrow('Command failed');
    expect((await standingOf(repository)).underWay).toBe(what);
  });

  test('is a bisection, also in a linked worktree', async () => {
    const { repository, head } = sample();
    const linked = path.join(temporaryFolder(), 'linked');
    repository.git('worktree', 'add', '-q', '-b', 'side', linked);
    runGit(linked, ['bisect', 'start']);
    expect((await standingOf(repositoryAt(linked))).underWay).toBe('a bisection');
    expect((await standingOf(repository)).underWay).toBeUndefined();
    expect(head).not.toBe('');
  });

  test('is not known outside of a repository', async () => {
    expect(await createWorktrees(temporaryFolder()).standing()).toMatchObject({ known: false });
  });
});

describe('the names of branches', () => {
  test('[row 2.01] are those here and those last seen on remotes, whatever a remote is called', async () => {
    const { repository } = sample();
    repository.git('branch', 'auto/x-001');
    const copy = path.join(temporaryFolder(), 'copy');
    runGit(path.dirname(copy), ['clone', '-q', '-o', 'my/fork', repository.root, copy]);
    runGit(copy, ['branch', 'auto/x-002']);
    const names = await createWorktrees(copy).branchNames();
    expect(names.known && names.value.filter((name) => name.startsWith('auto/')).sort()).toEqual([
      'auto/x-001',
      'auto/x-002',
    ]);
    expect(readFileSync(path.join(copy, 'r.in'), 'utf8')).toBe(FILES['r.in']);
  });
});

import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  runGit,
  temporaryFolder,
  temporaryRepository,
} from '../../testing/temporary-repository.ts';
import { findRepository } from './find-repository.ts';

afterAll(removeTemporaryFolders);

describe('a repository', () => {
  test('is found from its top and from any folder inside', async () => {
    const { root } = temporaryRepository();
    mkdirSync(path.join(root, 'core/deep'), { recursive: true });
    for (const start of ['', 'core', 'core/deep']) {
      expect(await findRepository(path.join(root, start))).toEqual({ kind: 'repository', root });
    }
  });

  test('is found when its path has spaces, quotes and line ends', async () => {
    const root = path.join(temporaryFolder(), 'my "work"\nhere');
    mkdirSync(root);
    runGit(root, ['init', '--quiet']);
    expect(await findRepository(root)).toEqual({ kind: 'repository', root });
  });

  test('is the submodule or the worktree where one starts', async () => {
    const repository = temporaryRepository();
    const inner = temporaryRepository();
    inner.commit();
    repository.git('submodule', '--quiet', 'add', inner.root, 'vendor/lib');
    repository.commit();
    const submodule = path.join(repository.root, 'vendor/lib');
    expect(await findRepository(submodule)).toEqual({ kind: 'repository', root: submodule });
    const worktree = path.join(temporaryFolder(), 'second');
    repository.git('worktree', 'add', '--quiet', worktree);
    expect(await findRepository(worktree)).toEqual({ kind: 'repository', root: worktree });
  });

  test('may be bare', async () => {
    const gitDir = temporaryRepository('--bare').root;
    expect(await findRepository(gitDir)).toEqual({ kind: 'bare', gitDir });
    expect(await findRepository(path.join(gitDir, 'objects'))).toEqual({ kind: 'bare', gitDir });
  });
});

describe('no repository', () => {
  test('is found in an empty folder, in one that is gone, and inside .git', async () => {
    expect(await findRepository(temporaryFolder())).toEqual({ kind: 'none' });
    expect(await findRepository(path.join(temporaryFolder(), 'gone'))).toEqual({ kind: 'none' });
    expect(await findRepository(path.join(temporaryRepository().root, '.git'))).toEqual({ kind: 'none' });
  });

  test('can be looked for without git', async () => {
    const before = process.env['PATH'];
    process.env['PATH'] = temporaryFolder();
    try {
      expect(await findRepository(temporaryFolder())).toEqual({ kind: 'no-git-program' });
    } finally {
      process.env['PATH'] = before;
    }
  });
});

describe('a repository that git does not read', () => {
  test('because of its owner says what to do, and runs nothing', async () => {
    const { root } = temporaryRepository();
    if (process.getuid?.() === 0) chownSync(root, 12_345, 12_345);
    // Git's own switch for testing this as an ordinary user, who cannot give folders away.
    process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'] = '1';
    try {
      expect(await findRepository(root)).toEqual({
        kind: 'refused',
        problem: `git does not read ${root}, because the folder belongs to another user. If you trust it, run: git config --global --add safe.directory '${root}'`,
      });
    } finally {
      delete process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'];
    }
  });

  test('because the main repository of the worktree is gone says so', async () => {
    const repository = temporaryRepository();
    repository.commit();
    const worktree = path.join(temporaryFolder(), 'second');
    repository.git('worktree', 'add', '--quiet', worktree);
    rmSync(repository.root, { recursive: true });
    expect(await findRepository(worktree)).toMatchObject({
      kind: 'refused',
      problem: expect.stringMatching(
        /^the \.git file points to .*, where no repository is\. Run git worktree repair/,
      ),
    });
  });

  test('because it is newer than git says so in git’s words', async () => {
    const repository = temporaryRepository();
    repository.git('config', 'core.repositoryFormatVersion', '99');
    expect(await findRepository(repository.root)).toEqual({
      kind: 'refused',
      problem:
        'git does not read this repository: git says "Expected git repo version <= 1, found 99". Run git status there to see the same, and fix what it names.',
    });
    writeFileSync(path.join(repository.root, '.git/config'), '[broken');
    expect(await findRepository(repository.root)).toMatchObject({
      kind: 'refused',
      problem: expect.stringContaining('bad config line'),
    });
  });
});

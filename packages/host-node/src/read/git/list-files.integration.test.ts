import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { observed, unobserved } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test } from 'vitest';

import { joinBytes } from '../../text/path-bytes.ts';
import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
  type TemporaryRepository,
} from '../../testing/temporary-repository.ts';
import { createFileSystem } from '../files/file-system.ts';
import { createGit } from './git.ts';

afterAll(removeTemporaryFolders);

const FILES = {
  'migrations/001.sql': '',
  'migrations/deep/002.sql': '',
  'migrations.md': '',
  'zz.txt': '',
  '.gitignore': 'dist/\n',
};

describe('the files at a commit', () => {
  test('are those below the folders, sorted, each once', async () => {
    const repository = temporaryRepository();
    const head = repository.commit(FILES);
    rmSync(path.join(repository.root, 'zz.txt'));
    const git = createGit(repository.root);
    expect(await git.listAt(head, [''])).toEqual(observed(Object.keys(FILES).sort()));
    expect(await git.listAt(head, ['migrations/', 'migrations/deep', 'none', 'zz.txt'])).toEqual(
      observed(['migrations/001.sql', 'migrations/deep/002.sql']),
    );
    expect(await git.listAt(head, [])).toEqual(observed([]));
  });

  test('are none below a file, or where nothing is', async () => {
    const repository = temporaryRepository();
    const head = repository.commit(FILES);
    const git = createGit(repository.root);
    for (const asked of [['zz.txt'], ['none'], ['zz.txt', 'migrations.md']]) {
      expect(await git.listAt(head, asked)).toEqual(observed([]));
      expect(await git.listOnDisk(asked)).toEqual(observed([]));
    }
  });

  test('include links and no submodules', async () => {
    const repository = withSubmoduleAndLink();
    expect(await createGit(repository.root).listAt('HEAD', [''])).toEqual(
      observed(['.gitmodules', 'core/a.py', 'link']),
    );
  });

  test('are found below folders of any name, and below very many', async () => {
    const repository = temporaryRepository();
    const folders = ['-f', ':(glob)*', 'caf\udce9', 'a\nb'];
    for (const folder of folders) {
      mkdirSync(joinBytes(Buffer.from(repository.root), folder));
      writeFileSync(joinBytes(Buffer.from(repository.root), `${folder}/x`), '');
    }
    const head = repository.commit({ other: '' });
    const git = createGit(repository.root);
    const found = observed(folders.map((folder) => `${folder}/x`).sort());
    for (const asked of [folders, [...folders, ...Array.from({ length: 300 }, (_, at) => `f${at}`)]]) {
      expect(await git.listAt(head, asked)).toEqual(found);
      expect(await git.listOnDisk(asked)).toEqual(found);
      expect(await createFileSystem(repository.root).list(asked)).toEqual(found);
    }
    expect(await git.listAt(head, ['-f'])).toEqual(observed(['-f/x']));
  });

  test('are unobserved at a commit nobody knows', async () => {
    const repository = temporaryRepository();
    repository.commit();
    expect(await createGit(repository.root).listAt('nowhere', [''])).toEqual(
      unobserved('there is no commit "nowhere" here'),
    );
  });
});

describe('the files on disk', () => {
  test('are what git knows and does not ignore, as far as they are there', async () => {
    const repository = temporaryRepository();
    repository.commit({ ...FILES, 'dist/kept.js': '' });
    repository.git('add', '--force', 'dist/kept.js');
    repository.write('dist/ignored.js', '');
    repository.write('migrations/003.sql', '');
    rmSync(path.join(repository.root, 'zz.txt'));
    expect(await listed(repository, [''])).toEqual(
      observed([
        '.gitignore',
        'dist/kept.js',
        'migrations.md',
        'migrations/001.sql',
        'migrations/003.sql',
        'migrations/deep/002.sql',
      ]),
    );
    expect(await listed(repository, ['migrations/deep', 'dist'])).toEqual(
      observed(['dist/kept.js', 'migrations/deep/002.sql']),
    );
  });

  test('include links and no submodules', async () => {
    expect(await listed(withSubmoduleAndLink(), [''])).toEqual(
      observed(['.gitmodules', 'core/a.py', 'link']),
    );
  });

  test('are not looked for behind a link', async () => {
    const repository = withSubmoduleAndLink();
    expect(await listed(repository, ['link', 'link/deep'])).toEqual(observed([]));
    expect(await createFileSystem(repository.root).list(['link', 'link/deep'])).toEqual(observed([]));
  });

  test('are listed once in a conflict', async () => {
    const repository = temporaryRepository();
    const first = repository.commit(FILES);
    repository.commit({ 'zz.txt': 'one' });
    repository.git('switch', '--quiet', '--detach', first);
    repository.commit({ 'zz.txt': 'two' });
    expect(() => repository.git('merge', 'main')).toThrow(/Command failed/);
    expect(await listed(repository, [''])).toEqual(observed(Object.keys(FILES).sort()));
  });

  test('are there although git was told not to look at them, unless they are not', async () => {
    const repository = temporaryRepository();
    repository.commit(FILES);
    repository.git('update-index', '--skip-worktree', 'zz.txt', 'migrations.md');
    repository.git('update-index', '--assume-unchanged', 'migrations/001.sql');
    rmSync(path.join(repository.root, 'migrations.md'));
    expect(await listed(repository, [''])).toEqual(
      observed(['.gitignore', 'migrations/001.sql', 'migrations/deep/002.sql', 'zz.txt']),
    );
  });

  test('are unobserved where git cannot tell', async () => {
    const root = temporaryFolder();
    expect(await createFileSystem(root, { git: createGit(root) }).list([''])).toEqual(
      unobserved('this is not a git repository'),
    );
  });

  test('are all of them without git, but nothing inside .git', async () => {
    const repository = temporaryRepository();
    repository.commit(FILES);
    repository.write('dist/a.js', '');
    const files = createFileSystem(repository.root);
    expect(await files.list([''])).toEqual(observed([...Object.keys(FILES), 'dist/a.js'].sort()));
    expect(await files.list(['migrations', 'none', 'zz.txt'])).toEqual(
      observed(['migrations/001.sql', 'migrations/deep/002.sql']),
    );
    expect(await files.list(['../', '/etc'])).toEqual(observed([]));
  });
});

function listed({ root }: TemporaryRepository, folders: readonly string[]) {
  return createFileSystem(root, { git: createGit(root) }).list(folders);
}

function withSubmoduleAndLink(): TemporaryRepository {
  const repository = temporaryRepository();
  const inner = temporaryRepository();
  inner.commit({ 'a.txt': 'inner' });
  repository.git('submodule', '--quiet', 'add', inner.root, 'vendor/lib');
  symlinkSync('core', path.join(repository.root, 'link'));
  repository.commit({ 'core/a.py': '' });
  return repository;
}

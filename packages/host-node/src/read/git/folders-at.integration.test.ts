import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { FolderEntry } from '@lockkeeper/policy-core/observe';
import { afterAll, describe, expect, test } from 'vitest';

import { joinBytes } from '../../text/path-bytes.ts';
import { countingGit } from '../../testing/counted-git.ts';
import { removeTemporaryFolders, temporaryRepository } from '../../testing/temporary-repository.ts';
import { createGit } from './git.ts';

afterAll(removeTemporaryFolders);

describe('folders at a commit', () => {
  test('hold files, links, folders and submodules, each with its mode', async () => {
    const repository = temporaryRepository();
    const inner = temporaryRepository();
    inner.commit({ 'a.txt': 'inner' });
    repository.git('submodule', '--quiet', 'add', inner.root, 'vendor/lib');
    repository.write('core/deep/a.py', '');
    writeFileSync(path.join(repository.root, 'run.sh'), '', { mode: 0o755 });
    symlinkSync('core', path.join(repository.root, 'alias'));
    const head = repository.commit({ 'core/auth.py': 'x = 1\n', 'core/empty.py': '' });
    expect(await foldersAt(repository.root, head, ['', 'core', 'core/deep', 'vendor'])).toEqual({
      '': ['100644 .gitmodules', '120000 alias', '040000 core', '100755 run.sh', '040000 vendor'],
      core: ['100644 auth.py', '040000 deep', '100644 empty.py'],
      'core/deep': ['100644 a.py'],
      vendor: ['160000 lib'],
    });
  });

  test('that are none are empty: absent, a file, behind a link, in a submodule', async () => {
    const repository = temporaryRepository();
    const inner = temporaryRepository();
    inner.commit({ 'src/a.txt': 'inner' });
    repository.git('submodule', '--quiet', 'add', inner.root, 'vendor/lib');
    symlinkSync('core', path.join(repository.root, 'alias'));
    const head = repository.commit({ 'core/auth.py': '' });
    const none = [
      'gone',
      'gone/deep',
      'core/auth.py',
      'core/auth.py/x',
      'alias',
      'vendor/lib',
      'vendor/lib/src',
    ];
    const wrong = ['CORE', '..', '/core', 'core//', './core'];
    expect(await foldersAt(repository.root, head, [...none, ...wrong])).toEqual(
      Object.fromEntries([...none, ...wrong].map((folder) => [folder, []])),
    );
  });

  test('may have any name, and so may what lies in them', async () => {
    const repository = temporaryRepository();
    const names = ['a\nb', 'c d"e', ':(glob)*', '-f', 'g\th', 'größe', 'caf\udce9', 'A\u0308', '\u00c4'];
    const root = Buffer.from(repository.root);
    for (const name of names) {
      repository.write(path.join('in', String(names.indexOf(name)), 'x'), '');
      writeFileSync(joinBytes(root, name), '');
    }
    repository.write('\u0441ore/a.py', '');
    const head = repository.commit();
    const found = await foldersAt(repository.root, head, ['', '\u0441ore', 'in']);
    const below = [...names.map((name) => `100644 ${name}`), '040000 in', '040000 \u0441ore'];
    expect(found['']).toHaveLength(below.length);
    expect(found['']).toEqual(expect.arrayContaining(below));
    expect(found['\u0441ore']).toEqual(['100644 a.py']);
    expect(found['in']).toHaveLength(names.length);
  });

  test('are read by one git, which looks only into them', async () => {
    const repository = temporaryRepository();
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, at) => [`m${at % 30}/n${at % 3}/f${at}`, '']),
    );
    const head = repository.commit(files);
    const folders = ['', 'm1', 'm1/n1', 'm2/n2', 'gone'];
    const { answer, calls } = await countingGit(() => foldersAt(repository.root, head, folders));
    expect(answer['m1/n1']).toHaveLength(10);
    expect(calls).toBe(1);
  });

  test('of a SHA-256 repository are read', async () => {
    const repository = temporaryRepository('--object-format=sha256');
    const head = repository.commit({ 'core/a.py': '' });
    expect(await foldersAt(repository.root, head, ['', 'core'])).toEqual({
      '': ['040000 core'],
      core: ['100644 a.py'],
    });
  });

  test('are unobserved at a commit nobody knows, and before the first one', async () => {
    const repository = temporaryRepository();
    expect(await foldersAt(repository.root, 'HEAD', [''])).toEqual({
      '': unobserved('this repository has no commit yet'),
    });
    repository.commit({ 'a.txt': '' });
    expect(await foldersAt(repository.root, 'nowhere', ['', 'core'])).toEqual({
      '': unobserved('there is no commit "nowhere" here'),
      core: unobserved('there is no commit "nowhere" here'),
    });
    expect((await createGit(repository.root).foldersAt('HEAD', [])).size).toBe(0);
  });
});

async function foldersAt(root: string, commit: string, folders: readonly string[]) {
  const found = await createGit(root).foldersAt(commit, folders);
  expect([...found.keys()].sort()).toEqual([...folders].sort());
  return Object.fromEntries([...found].map(([folder, entries]) => [folder, said(entries)]));
}

function said(entries: Known<readonly FolderEntry[]>): readonly string[] | Known<never> {
  if (!entries.known) return entries;
  expect(entries).toEqual(observed(entries.value));
  return entries.value.map(({ name, mode }) => `${mode} ${name}`);
}

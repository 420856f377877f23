import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { observed, unobserved, type FileContent, type Known } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test } from 'vitest';

import { joinBytes } from '../../text/path-bytes.ts';
import {
  removeTemporaryFolders,
  runGit,
  temporaryFolder,
  temporaryRepository,
} from '../../testing/temporary-repository.ts';
import { createGit } from './git.ts';

afterAll(removeTemporaryFolders);

const ABSENT = observed({ kind: 'absent' });

describe('files at a commit', () => {
  test('are read by path, and every path asked for has an answer', async () => {
    const repository = temporaryRepository();
    const head = repository.commit({
      'lockkeeper.yaml': 'version: 1\n',
      'core/deep/a.py': 'x = 1\n',
      'core/empty.py': '',
    });
    repository.write('lockkeeper.yaml', 'changed on disk\n');
    expect(
      await read(repository.root, head, [
        'lockkeeper.yaml',
        'core/deep/a.py',
        'core/empty.py',
        'core/none.py',
        'none/a.py',
        'lockkeeper.yaml/a',
        'core',
        '',
        '../lockkeeper.yaml',
        '/lockkeeper.yaml',
        'core//deep/a.py',
        'CORE/deep/a.py',
      ]),
    ).toEqual({
      'lockkeeper.yaml': text('version: 1\n'),
      'core/deep/a.py': text('x = 1\n'),
      'core/empty.py': text(''),
      'core/none.py': ABSENT,
      'none/a.py': ABSENT,
      'lockkeeper.yaml/a': ABSENT,
      core: unreadable('it is a folder'),
      '': unreadable('it is a folder'),
      '../lockkeeper.yaml': ABSENT,
      '/lockkeeper.yaml': ABSENT,
      'core//deep/a.py': ABSENT,
      'CORE/deep/a.py': ABSENT,
    });
  });

  test('are read by a tag or a branch as well, and nothing at all is nothing', async () => {
    const repository = temporaryRepository();
    const head = repository.commit({ 'a.txt': 'one' });
    expect(await read(repository.root, 'main', ['a.txt'])).toEqual({ 'a.txt': text('one') });
    expect((await createGit(repository.root).readAt(head, [])).size).toBe(0);
  });

  test('that are links or submodules say so, and nothing lies behind them', async () => {
    const repository = temporaryRepository();
    const inner = temporaryRepository();
    inner.commit({ 'a.txt': 'inner' });
    repository.git('submodule', '--quiet', 'add', inner.root, 'vendor/lib');
    repository.write('core/a.py', 'x = 1\n');
    symlinkSync('core', path.join(repository.root, 'alias'));
    const head = repository.commit();
    expect(
      await read(repository.root, head, ['alias', 'alias/a.py', 'vendor/lib', 'vendor/lib/a.txt']),
    ).toEqual({
      alias: unreadable('it is a symbolic link'),
      'alias/a.py': ABSENT,
      'vendor/lib': unreadable('it is a submodule'),
      'vendor/lib/a.txt': ABSENT,
    });
  });

  test('may have any name', async () => {
    const repository = temporaryRepository();
    const names = [
      'a\nb.py',
      'c d"e.py',
      ':(glob)*.py',
      '-f.py',
      'g\t.py',
      'größe.py',
      'caf\udce9.py',
      '*.py',
    ];
    for (const name of names)
      writeFileSync(joinBytes(Buffer.from(repository.root), name), `# ${names.indexOf(name)}`);
    const head = repository.commit();
    const expected = Object.fromEntries(names.map((name, index) => [name, text(`# ${index}`)]));
    expect(await read(repository.root, head, names)).toEqual(expected);
  });

  test('that are no text say why', async () => {
    const repository = temporaryRepository();
    const head = repository.commit({
      'logo.png': Buffer.of(0x89, 0x50, 0, 0),
      'old.sql': Buffer.from('caf\xe9', 'latin1'),
      'long.sql': 'x'.repeat(2 * 1024 * 1024 + 1),
      'huge.sql': 'x'.repeat(9 * 1024 * 1024),
      'windows.txt': Buffer.from('\ufeffa==1\r\n', 'utf16le'),
      'media.bin': 'version https://git-lfs.github.com/spec/v1\n',
    });
    expect(
      await read(repository.root, head, [
        'huge.sql',
        'logo.png',
        'old.sql',
        'long.sql',
        'windows.txt',
        'media.bin',
      ]),
    ).toEqual({
      'huge.sql': unreadable('it has 9.0 MB and more than 2 MB is not analysed'),
      'logo.png': unreadable('it is a binary file'),
      'old.sql': unreadable('it is not valid UTF-8'),
      'long.sql': unreadable('it has 2.0 MB and more than 2 MB is not analysed'),
      'windows.txt': text('a==1\r\n'),
      'media.bin': text('version https://git-lfs.github.com/spec/v1\n'),
    });
  });

  test('are what was committed, also where a local replacement says otherwise', async () => {
    const repository = temporaryRepository();
    const head = repository.commit({ 'a.txt': 'true' });
    const blob = repository.git('rev-parse', 'HEAD:a.txt');
    repository.write('b.txt', 'false');
    repository.git('replace', blob, repository.git('hash-object', '-w', 'b.txt'));
    expect(await read(repository.root, head, ['a.txt'])).toEqual({ 'a.txt': text('true') });
  });

  test('are read in great number by one git', async () => {
    const repository = temporaryRepository();
    const files = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [
        `m${index % 20}/v${index}.sql`,
        `-- ${index}\n`.repeat(200),
      ]),
    );
    const head = repository.commit(files);
    const contents = await read(repository.root, head, Object.keys(files));
    expect(contents).toEqual(Object.fromEntries(Object.entries(files).map(([name, is]) => [name, text(is)])));
  });

  test('of SHA-256 repositories are read', async () => {
    const repository = temporaryRepository('--object-format=sha256');
    const head = repository.commit({ 'core/a.py': 'x = 1\n' });
    expect(head).toHaveLength(64);
    expect(await read(repository.root, head, ['core/a.py', 'b'])).toEqual({
      'core/a.py': text('x = 1\n'),
      b: ABSENT,
    });
    expect(await createGit(repository.root).resolve('main')).toEqual(observed(head));
  });
});

describe('files that cannot be seen', () => {
  test.each(['nowhere', '--help', 'a\nb', ''])('are unobserved at the commit %j', async (commit) => {
    const repository = temporaryRepository();
    repository.commit({ 'a.txt': 'one' });
    expect(await read(repository.root, commit, ['a.txt', 'b/c'])).toEqual({
      'a.txt': unobserved(`there is no commit ${JSON.stringify(commit)} here`),
      'b/c': unobserved(`there is no commit ${JSON.stringify(commit)} here`),
    });
  });

  test('are unobserved before the first commit and without a repository', async () => {
    expect(await read(temporaryRepository().root, 'HEAD', ['a.txt'])).toEqual({
      'a.txt': unobserved('this repository has no commit yet'),
    });
    expect(await read(temporaryFolder(), 'HEAD', ['a.txt'])).toEqual({
      'a.txt': unobserved('this is not a git repository'),
    });
  });

  test('are unobserved in a partial clone, which fetches nothing, and the others are read', async () => {
    const repository = temporaryRepository();
    repository.git('config', 'uploadpack.allowFilter', 'true');
    repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    repository.commit({ 'a.txt': 'one', 'b.txt': 'same', 'core/c.txt': 'one c' });
    const head = repository.commit({ 'a.txt': 'two', 'core/c.txt': 'two c' });
    const clone = path.join(temporaryFolder(), 'clone');
    const source = pathToFileURL(repository.root).href;
    runGit(repository.root, ['clone', '--quiet', '--filter=blob:none', source, clone]);
    const missing = unobserved('this is a partial clone, and git has no copy of it here');
    expect(await read(clone, `${head}~1`, ['a.txt', 'b.txt', 'core/c.txt', 'd'])).toEqual({
      'a.txt': missing,
      'b.txt': text('same'),
      'core/c.txt': missing,
      d: ABSENT,
    });
    expect(await createGit(clone).changes({ from: 'HEAD~1', to: 'HEAD' })).toMatchObject({ known: true });
  });
});

async function read(
  root: string,
  commit: string,
  paths: readonly string[],
): Promise<Readonly<Record<string, Known<FileContent>>>> {
  const contents = await createGit(root).readAt(commit, paths);
  expect([...contents.keys()].sort()).toEqual([...paths].sort());
  return Object.fromEntries(contents);
}

function text(content: string): Known<FileContent> {
  return observed({ kind: 'text', text: content });
}

function unreadable(problem: string): Known<FileContent> {
  return observed({ kind: 'unreadable', problem });
}

import { readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { observed } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
  type TemporaryRepository,
} from '../../testing/temporary-repository.ts';
import { createGit } from './git.ts';

afterAll(removeTemporaryFolders);

const FILES = { 'a.txt': 'a', 'b.txt': 'b' };

function committed(): TemporaryRepository {
  const repository = temporaryRepository();
  repository.commit(FILES);
  return repository;
}

const indexOf = ({ root }: TemporaryRepository) => path.join(root, '.git/index');

const stateOf = ({ root }: TemporaryRepository) => createGit(root).indexState();

describe('the state of the index', () => {
  test('stays while the index does, whatever is edited on disk', async () => {
    const repository = committed();
    const before = await stateOf(repository);
    expect(before.known).toBe(true);
    repository.write('a.txt', 'other');
    repository.write('new.txt', '');
    expect(await stateOf(repository)).toEqual(before);
  });

  test.each<[string, (repository: TemporaryRepository) => unknown]>([
    ['a file is taken out', (here) => here.git('rm', '--quiet', '--cached', 'a.txt')],
    ['a file has another name', (here) => here.git('mv', 'a.txt', 'c.txt')],
    ['a file is added', (here) => added(here, 'new.txt')],
    [
      'a file is added and the index has an old time',
      (here) => {
        added(here, 'c.txt');
        utimesSync(indexOf(here), 1, 1);
      },
    ],
  ])('is another where %s', async (_, edit) => {
    const repository = committed();
    const before = await stateOf(repository);
    edit(repository);
    const after = await stateOf(repository);
    expect([after.known, JSON.stringify(after) === JSON.stringify(before)]).toEqual([true, false]);
  });

  test.each<[string, (repository: TemporaryRepository) => unknown]>([
    ['leaves a file out on disk', (here) => here.git('update-index', '--skip-worktree', 'a.txt')],
    ['is split', (here) => here.git('update-index', '--split-index')],
    ['has no checksum', (here) => writeOverEnd(indexOf(here), Buffer.alloc(20))],
  ])('is unobserved where it %s', async (_, edit) => {
    const repository = committed();
    edit(repository);
    expect((await stateOf(repository)).known).toBe(false);
  });

  test('is known before there is one', async () => {
    const repository = temporaryRepository();
    rmSync(indexOf(repository), { force: true });
    expect(await stateOf(repository)).toEqual(observed('absent'));
  });

  test('is that of the worktree that is asked about', async () => {
    const repository = committed();
    const other = path.join(repository.root, 'other');
    repository.git('worktree', 'add', '--quiet', other);
    const [here, there] = [await stateOf(repository), await createGit(other).indexState()];
    expect([here.known, there.known]).toEqual([true, true]);
    expect(there).not.toEqual(here);
  });
});

/** As `index.skipHash` has it, which older versions of git do not know. */
function writeOverEnd(location: string, bytes: Buffer): void {
  const content = readFileSync(location);
  writeFileSync(location, Buffer.concat([content.subarray(0, -bytes.length), bytes]));
}

function added(repository: TemporaryRepository, file: string): void {
  repository.write(file, '');
  repository.git('add', file);
}

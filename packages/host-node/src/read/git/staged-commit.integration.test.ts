import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
  type TemporaryRepository,
} from '../../testing/temporary-repository.ts';
import { createGit } from './git.ts';
import { stagedCommit } from './staged-commit.ts';

afterAll(removeTemporaryFolders);
afterEach(() => void vi.unstubAllEnvs());

const ADA = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Grace',
  GIT_COMMITTER_EMAIL: 'grace@example.com',
};

async function staged({ root }: TemporaryRepository, env: Readonly<Record<string, string>> = {}) {
  const made = await stagedCommit(root, { env: { ...ADA, ...env }, cwd: root });
  if (!made.known) throw new Error(made.reason);
  return { ...made.value, git: createGit(root, { env: made.value.env }) };
}

describe('the commit that would be made now', () => {
  test('holds what is staged, comes after the last one, and is by whoever commits', async () => {
    const repository = temporaryRepository();
    const first = repository.commit({ 'a.txt': 'a', 'b.txt': 'b' });
    repository.write('a.txt', 'staged');
    repository.git('add', 'a.txt');
    repository.write('a.txt', 'on disk');
    const { id, git, remove } = await staged(repository);
    expect([...(await git.readAt(id, ['a.txt', 'b.txt'])).values()]).toMatchObject([
      { value: { text: 'staged' } },
      { value: { text: 'b' } },
    ]);
    expect(await git.commits({ from: first, to: id })).toMatchObject({
      value: [{ id, author: { name: 'Ada' }, committer: { name: 'Grace' }, paths: ['a.txt'] }],
    });
    await remove();
  });

  test('is nowhere in the repository, and gone when it is removed', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a.txt': 'a' });
    repository.write('a.txt', 'b');
    repository.git('add', '--all');
    const before = repository.git('count-objects', '-v');
    // Of its own: other tests make such commits at the same time.
    const temporary = temporaryFolder();
    for (const name of ['TMPDIR', 'TEMP']) vi.stubEnv(name, temporary);
    const { id, remove } = await staged(repository);
    expect(readdirSync(temporary)).toEqual([expect.stringMatching(/^lockkeeper-staged-/)]);
    expect(repository.git('count-objects', '-v')).toBe(before);
    expect((await createGit(repository.root).resolve(id)).known).toBe(false);
    await remove();
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('is the first of all where there is none, also of nothing', async () => {
    const repository = temporaryRepository();
    const nothing = await staged(repository);
    expect(await nothing.git.listAt(nothing.id, [''])).toMatchObject({ value: [] });
    await nothing.remove();
    repository.write('a.txt', 'a');
    repository.git('add', '--all');
    const { id, git, remove } = await staged(repository);
    expect(await git.listAt(id, [''])).toMatchObject({ value: ['a.txt'] });
    await remove();
  });

  test('has two parents where a merge is ended', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a.txt': 'a' });
    repository.git('switch', '--quiet', '--create', 'other');
    const theirs = repository.commit({ 'b.txt': 'b' });
    repository.git('switch', '--quiet', 'main');
    repository.commit({ 'c.txt': 'c' });
    repository.git('merge', '--quiet', '--no-commit', 'other');
    const { id, git, remove } = await staged(repository);
    expect(await git.relation(theirs, id)).toEqual({ known: true, value: 'ancestor' });
    await remove();
  });

  test('is made of the index that git names to its hook', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a.txt': 'a' });
    const index = path.join(temporaryFolder(), 'index');
    repository.write('a.txt', 'other');
    repository.git('add', '--all');
    copyFileSync(path.join(repository.root, '.git/index'), index);
    repository.git('reset', '--quiet');
    for (const named of [index, path.relative(repository.root, index)]) {
      const { id, git, remove } = await staged(repository, { GIT_INDEX_FILE: named });
      expect([...(await git.readAt(id, ['a.txt'])).values()]).toMatchObject([{ value: { text: 'other' } }]);
      await remove();
    }
  });

  test('cannot be made while a conflict is open, or of an index that is none', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a.txt': 'a' });
    repository.git('switch', '--quiet', '--create', 'other');
    repository.commit({ 'a.txt': 'b' });
    repository.git('switch', '--quiet', 'main');
    repository.commit({ 'a.txt': 'c' });
    expect(() => repository.git('merge', '--quiet', 'other')).toThrow('Command failed');
    expect(await stagedCommit(repository.root, { env: ADA, cwd: repository.root })).toMatchObject({
      known: false,
    });
    const broken = temporaryRepository();
    writeFileSync(path.join(broken.root, '.git/index'), 'no index');
    expect(await stagedCommit(broken.root, { env: ADA, cwd: broken.root })).toMatchObject({ known: false });
    const none = temporaryFolder();
    expect(await stagedCommit(none, { env: ADA, cwd: none })).toMatchObject({ known: false });
  });
});

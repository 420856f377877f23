import { afterAll, expect, test } from 'vitest';

import { observed } from '@lockkeeper/policy-core';

import {
  removeTemporaryFolders,
  repositoryAt,
  runGit,
  temporaryFolder,
  temporaryRepository,
} from '../../testing/temporary-repository.ts';
import { createGit } from './git.ts';

afterAll(removeTemporaryFolders);

function upstream() {
  const repository = temporaryRepository();
  repository.commit({ 'a.txt': 'a\n' });
  repository.git('branch', 'release/1');
  return repository;
}

function cloneOf(source: string, ...options: readonly string[]) {
  const root = temporaryFolder();
  runGit(root, ['clone', '--quiet', ...options, `file://${source}`, '.']);
  return repositoryAt(root);
}

const IN_PART = { known: false, reason: 'this clone may hold only some branches of "origin"' };

test('are those of a repository without a remote', async () => {
  const { root } = upstream();
  expect(await createGit(root).allBranches()).toEqual(observed(['main', 'release/1']));
});

test('are those here and those of the remote in a clone of all branches', async () => {
  const clone = cloneOf(upstream().root);
  clone.git('branch', 'auto/x');
  const found = await createGit(clone.root).allBranches();
  expect(found.known && [...found.value].sort()).toEqual(['auto/x', 'main', 'release/1']);
});

test.each([
  ['of one branch', ['--single-branch']],
  ['that is shallow', ['--depth=1']],
])('are not known in a clone %s', async (_, options) => {
  expect(await createGit(cloneOf(upstream().root, ...options).root).allBranches()).toEqual(IN_PART);
});

test('are not known where CI fetched what it needs into a new repository', async () => {
  const root = temporaryFolder();
  runGit(root, ['init', '--quiet']);
  runGit(root, ['remote', 'add', 'origin', `file://${upstream().root}`]);
  runGit(root, ['fetch', '--quiet', 'origin', '+refs/heads/main:refs/remotes/origin/main']);
  expect(await createGit(root).allBranches()).toEqual(IN_PART);
});

test('are not known where some are left out', async () => {
  const clone = cloneOf(upstream().root);
  clone.git('config', '--add', 'remote.origin.fetch', '^refs/heads/release/*');
  expect(await createGit(clone.root).allBranches()).toEqual(IN_PART);
});

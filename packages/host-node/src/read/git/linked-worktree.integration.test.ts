import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../testing/temporary-repository.ts';
import { linkedWorktreeOf } from './linked-worktree.ts';

afterAll(removeTemporaryFolders);

test('a further worktree knows the repository it belongs to', async () => {
  const repository = temporaryRepository();
  repository.commit({ 'a.txt': 'a' });
  repository.git('worktree', 'add', '--quiet', 'other');
  expect(await linkedWorktreeOf(path.join(repository.root, 'other'))).toBe(repository.root);
});

test('nothing else is such a worktree', async () => {
  const { root } = temporaryRepository();
  expect(await linkedWorktreeOf(root)).toBeUndefined();
  const folder = temporaryFolder();
  expect(await linkedWorktreeOf(folder)).toBeUndefined();
  for (const text of ['', 'gitdir: ../.git/modules/sub\n', 'gitdir: /srv/shop.git\n', 'no line of git']) {
    writeFileSync(path.join(folder, '.git'), text);
    expect(await linkedWorktreeOf(folder), text).toBeUndefined();
  }
});

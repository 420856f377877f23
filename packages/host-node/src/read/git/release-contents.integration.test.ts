import { execFileSync } from 'node:child_process';

import { afterEach, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryRepository } from '../../testing/temporary-repository.ts';
import { gitCommandIn } from './git-command.ts';
import { contentsOf } from './release-contents.ts';

afterEach(removeTemporaryFolders);

test('a few objects that name more files than a disk holds are not listed', async () => {
  const repository = temporaryRepository();
  const { root } = repository;
  repository.commit({ file: '' });
  let entry = `100644 blob ${repository.git('rev-parse', 'HEAD:file').trim()}`;
  // A million files of a long path, in three trees.
  for (let depth = 0; depth < 3; depth += 1) {
    const names = Array.from({ length: 100 }, (_, at) => `${entry}\t${String(at).padStart(80, '0')}\n`);
    const input = names.join('');
    const id = execFileSync('git', ['-C', root, 'mktree'], { input, encoding: 'utf8' }).trim();
    entry = `040000 tree ${id}`;
  }
  const tree = entry.replace('040000 tree ', '');
  const bomb = repository.git('commit-tree', '-m', 'bomb', tree).trim();
  expect(await contentsOf(gitCommandIn(root), bomb)).toMatchObject({
    known: false,
    reason: expect.stringContaining('its answer is too long'),
  });
});

test.each([
  [4095, true],
  [4096, false],
])('a link of %i bytes is read: %s', async (length, known) => {
  const repository = temporaryRepository();
  const { root } = repository;
  repository.commit({ target: 'a'.repeat(length) });
  const id = repository.git('rev-parse', 'HEAD:target').trim();
  repository.git('update-index', '--add', '--cacheinfo', `120000,${id},link`);
  const made = repository.git('commit-tree', '-m', 'link', repository.git('write-tree').trim()).trim();
  expect((await contentsOf(gitCommandIn(root), made)).known).toBe(known);
});

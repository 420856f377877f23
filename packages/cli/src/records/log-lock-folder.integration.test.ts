import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../../host-node/src/testing/temporary-repository.ts';
import { logLockFolder } from './log-lock-folder.ts';

afterAll(removeTemporaryFolders);

describe('writers of an audit log wait for each other', () => {
  test('in the folder of git', async () => {
    const { root } = temporaryRepository();
    expect(await logLockFolder(root)).toBe(path.join(root, '.git/lockkeeper'));
  });

  test('in that of the working tree, where there are several', async () => {
    const repository = temporaryRepository();
    repository.commit({ 'a.txt': 'a' });
    const tree = path.join(temporaryFolder(), 'tree');
    repository.git('worktree', 'add', tree);
    const locks = await logLockFolder(tree);
    expect(locks.startsWith(path.join(repository.root, '.git/worktrees'))).toBe(true);
    expect(path.basename(locks)).toBe('lockkeeper');
  });

  test('beside the log, where there is no git', async () => {
    const root = temporaryFolder();
    const beside = path.join(root, 'infrastructure/deploys/.lockkeeper');
    expect(await logLockFolder(root)).toBe(beside);
    writeFileSync(path.join(root, '.git'), 'nothing of git\n');
    expect(await logLockFolder(root)).toBe(beside);
    mkdirSync(beside, { recursive: true });
    expect(await logLockFolder(root)).toBe(beside);
  });
});

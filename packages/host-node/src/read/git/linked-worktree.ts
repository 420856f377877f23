import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';

import { isNotFound } from '../../system/path-resolution.ts';

/**
 * The top folder of the repository that a further worktree belongs to; `undefined` for what is no such
 * worktree. Rejects when it may not be looked at.
 */
export async function linkedWorktreeOf(root: string): Promise<string | undefined> {
  const place = path.join(root, '.git');
  try {
    if (!(await lstat(place)).isFile()) return undefined;
    const [, folder] = /^gitdir: (.*)$/m.exec(await readFile(place, 'utf8')) ?? [];
    if (folder === undefined) return undefined;
    const [, main] = /^(.*)[\\/]\.git[\\/]worktrees[\\/][^\\/]+$/.exec(path.resolve(root, folder)) ?? [];
    return main;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { gitCommandIn, printed } from '../../read/git/git-command.ts';
import { errorCode } from '../../system/error-code.ts';

/** The files of a commit in a folder of their own. */
export interface ExportedTree {
  /** Absolute. */
  readonly root: string;
  remove(): Promise<void>;
}

/** A large repository on a slow disk. */
const TIMEOUT_MS = 300_000;

/**
 * Writes the files of a commit where nobody else looks: neither the user's files nor their index are touched, and no hook
 * runs. Unobserved, with nothing left, where git or the disk refuse.
 */
export async function exportTree(repository: string, commit: string): Promise<Known<ExportedTree>> {
  let folder: string;
  try {
    folder = await mkdtemp(path.join(tmpdir(), 'lockkeeper-tree-'));
  } catch (error) {
    return unobserved(`no folder could be made for it (${errorCode(error) ?? 'unknown'})`);
  }
  const remove = () => rm(folder, { recursive: true, force: true });
  const root = path.join(folder, 'tree');
  await mkdir(root);
  const git = gitCommandIn(repository, TIMEOUT_MS, { GIT_INDEX_FILE: path.join(folder, 'index') });
  const read = printed(await git(['read-tree', commit]));
  const written = read.known
    ? printed(await git(['checkout-index', '--all', '--quiet', `--prefix=${root}${path.sep}`]))
    : read;
  if (written.known) return observed({ root, remove });
  await remove();
  return written;
}

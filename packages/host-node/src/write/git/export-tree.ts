import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { gitCommandIn, printed, type RunGitCommand } from '../../read/git/git-command.ts';
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
 * runs. Filters and attributes that only this clone configures change nothing of them: they belong to no commit. Unobserved,
 * with nothing left, where git or the disk refuse.
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
  const written = await writeFiles(repository, commit, { folder, root });
  if (written.known) return observed({ root, remove });
  await remove();
  return written;
}

/** By a repository of its own, which has the objects of the other and nothing else of it. */
async function writeFiles(
  repository: string,
  commit: string,
  { folder, root }: { readonly folder: string; readonly root: string },
): Promise<Known<unknown>> {
  const theirs = gitCommandIn(repository, TIMEOUT_MS);
  const objects = await lineOf(theirs, ['rev-parse', '--path-format=absolute', '--git-path', 'objects']);
  if (!objects.known) return objects;
  const format = await lineOf(theirs, ['rev-parse', '--show-object-format']);
  if (!format.known) return format;
  const own = path.join(folder, 'git');
  const begun = await theirs([
    'init',
    '--quiet',
    '--bare',
    '--template=',
    `--object-format=${format.value}`,
    own,
  ]);
  const git = gitCommandIn(root, TIMEOUT_MS, {
    GIT_DIR: own,
    GIT_WORK_TREE: root,
    GIT_OBJECT_DIRECTORY: objects.value,
  });
  const made = printed(begun);
  const read = made.known ? printed(await git(['read-tree', commit])) : made;
  return read.known ? printed(await git(['checkout-index', '--all', '--quiet'])) : read;
}

async function lineOf(git: RunGitCommand, args: readonly string[]): Promise<Known<string>> {
  const line = printed(await git(args));
  return line.known ? observed(line.value.toString('utf8').trim()) : line;
}

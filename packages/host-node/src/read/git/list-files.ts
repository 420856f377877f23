import { lstat } from 'node:fs/promises';
import path from 'node:path';

import type { TrackedFiles } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { bytesFromPath, joinBytes, pathsFromList } from '../../text/path-bytes.ts';
import { folderArguments, pathsBelow } from '../files/below-folders.ts';
import { printed, type RunGitCommand } from './git-command.ts';
import { unknownCommitReason } from './missing-commit.ts';
import { skippedFolder } from './untracked-files.ts';

const SUBMODULE = '160000';

export async function listFilesAt(
  git: RunGitCommand,
  commit: string,
  folders: readonly string[],
): Promise<Known<readonly string[]>> {
  if (folders.length === 0) return observed([]);
  const outcome = await git([
    'ls-tree',
    '-r',
    '-z',
    '--full-tree',
    '--end-of-options',
    commit,
    ...folderArguments(folders),
  ]);
  const answer = printed(outcome);
  if (!answer.known) return unknownCommitReason(git, outcome, [commit]);
  const entries = pathsFromList(answer.value).filter((entry) => !entry.startsWith(SUBMODULE));
  return observed(pathsBelow(folders, entries.map(afterTab)));
}

/** What the index holds, without a look at the disk; submodules are no files. */
export async function trackedFiles(git: RunGitCommand): Promise<Known<TrackedFiles>> {
  const answer = printed(await git(['ls-files', '-z', '-t', '--stage']));
  if (!answer.known) return answer;
  const entries = pathsFromList(answer.value).filter((entry) => !entry.startsWith(SUBMODULE, 2));
  const isLeftOut = (entry: string) => entry.startsWith('S');
  return observed({
    paths: entries.filter((entry) => !isLeftOut(entry)).map(afterTab),
    leftOut: entries.filter(isLeftOut).map(afterTab),
  });
}

/** What git knows and what it was not told to ignore, as far as it lies on disk. */
export async function listFilesOnDisk(
  git: RunGitCommand,
  root: string,
  folders: readonly string[],
): Promise<Known<readonly string[]>> {
  if (folders.length === 0) return observed([]);
  const outcome = await git([
    'ls-files',
    '-z',
    '-t',
    '--stage',
    '--cached',
    '--deleted',
    '--others',
    '--exclude-standard',
    '--',
    ...folderArguments(folders),
  ]);
  const answer = printed(outcome);
  if (!answer.known) return answer;
  const skipped = skippedFolder(outcome.kind === 'exited' ? outcome.stderr : '');
  if (skipped !== undefined) return unobserved(skipped);
  return observed(pathsBelow(folders, await pathsOnDisk(root, pathsFromList(answer.value))));
}

/** Git writes each entry with a letter: `R` for a deleted file, `S` for one it does not look at, `?` for an unknown one. */
async function pathsOnDisk(root: string, entries: readonly string[]): Promise<readonly string[]> {
  const base = bytesFromPath(path.resolve(root));
  const present = new Set<string>();
  const deleted: string[] = [];
  const unsure: string[] = [];
  for (const entry of entries) {
    const isUnknown = entry.startsWith('?');
    const found = isUnknown ? entry.slice(2) : afterTab(entry);
    if ((!isUnknown && entry.startsWith(SUBMODULE, 2)) || found.endsWith('/')) continue;
    if (entry.startsWith('R')) deleted.push(found);
    else if (entry.startsWith('S')) unsure.push(found);
    else present.add(found);
  }
  for (const gone of deleted) present.delete(gone);
  const there = await Promise.all(unsure.map((name) => exists(joinBytes(base, name))));
  return [...present, ...unsure.filter((_, index) => there[index])];
}

/** The path of an entry; what git says of it stands before a tab, and has none. */
function afterTab(entry: string): string {
  return entry.slice(entry.indexOf('\t') + 1);
}

async function exists(location: Buffer): Promise<boolean> {
  return lstat(location).then(
    () => true,
    () => false,
  );
}

import { lstat } from 'node:fs/promises';
import path from 'node:path';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { bytesFromPath, joinBytes, pathFromBytes, splitAtNul } from '../../text/path-bytes.ts';
import { folderArguments, pathsBelow } from '../files/below-folders.ts';
import { printed, type RunGitCommand } from './git-command.ts';
import { unknownCommitReason } from './missing-commit.ts';
import { skippedFolder } from './untracked-files.ts';

const TAB = 0x09;
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
  const paths = splitAtNul(answer.value).map(tabbed);
  return observed(
    pathsBelow(
      folders,
      paths.filter(({ about }) => !about.startsWith(SUBMODULE)).map((entry) => entry.path),
    ),
  );
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
  return observed(pathsBelow(folders, await pathsOnDisk(root, splitAtNul(answer.value))));
}

/** Git writes each entry with a letter: `R` for a deleted file, `S` for one it does not look at, `?` for an unknown one. */
async function pathsOnDisk(root: string, entries: readonly Buffer[]): Promise<readonly string[]> {
  const base = bytesFromPath(path.resolve(root));
  const present = new Set<string>();
  const deleted: string[] = [];
  const unsure: string[] = [];
  for (const entry of entries) {
    const isUnknown = entry.at(0) === '?'.charCodeAt(0);
    const found = isUnknown ? { about: '', path: pathFromBytes(entry.subarray(2)) } : tabbed(entry);
    if (found.about.startsWith(SUBMODULE, 2) || found.path.endsWith('/')) continue;
    if (found.about.startsWith('R')) deleted.push(found.path);
    else if (found.about.startsWith('S')) unsure.push(found.path);
    else present.add(found.path);
  }
  for (const gone of deleted) present.delete(gone);
  const there = await Promise.all(unsure.map((name) => exists(joinBytes(base, name))));
  return [...present, ...unsure.filter((_, index) => there[index])];
}

function tabbed(entry: Buffer): { readonly about: string; readonly path: string } {
  const tab = entry.indexOf(TAB);
  return { about: entry.toString('latin1', 0, tab), path: pathFromBytes(entry.subarray(tab + 1)) };
}

async function exists(location: Buffer): Promise<boolean> {
  return lstat(location).then(
    () => true,
    () => false,
  );
}

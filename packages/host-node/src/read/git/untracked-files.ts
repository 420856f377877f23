import { lstat } from 'node:fs/promises';
import path from 'node:path';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { ChangeEntry } from '@lockkeeper/policy-core/observe';

import { bytesFromPath, joinBytes, pathsFromList } from '../../text/path-bytes.ts';
import { isNotFound } from '../../system/path-resolution.ts';
import { printed, type RunGitCommand } from './git-command.ts';
import type { CommandOutcome } from '../../system/run-command.ts';

/** Files and repositories on disk that git does not know, and that no rule leaves out. */
export type ListUntracked = () => Promise<Known<readonly string[]>>;

/** @param ignoreRules a file of rules that count instead of those on disk */
export async function listUntracked(
  git: RunGitCommand,
  ignoreRules?: string,
): Promise<Known<readonly string[]>> {
  const rules = ignoreRules === undefined ? ['--exclude-standard'] : ['--exclude-from', ignoreRules];
  return listedPaths(await git(['ls-files', '--others', ...rules, '-z']));
}

/** What `git ls-files -z` answered. */
export function listedPaths(outcome: CommandOutcome): Known<readonly string[]> {
  const answer = printed(outcome);
  if (!answer.known) return answer;
  const skipped = skippedFolder(outcome.kind === 'exited' ? outcome.stderr : '');
  return skipped === undefined ? observed(pathsFromList(answer.value)) : unobserved(skipped);
}

/** The same, each as an addition. */
export async function untrackedFiles(
  root: string,
  list: ListUntracked,
): Promise<Known<readonly ChangeEntry[]>> {
  const listed = await list();
  if (!listed.known) return listed;
  const base = bytesFromPath(path.resolve(root));
  const entries = await Promise.all(listed.value.map((found) => addition(base, found)));
  return observed(entries.filter((entry) => entry !== undefined));
}

/** Git leaves out what it may not open, warns, and reports success. Below a file, and where nothing is, there is nothing to leave out. */
export function skippedFolder(stderr: string): string | undefined {
  const folder =
    /^warning: could not open directory '(.*)'(?!: (?:Not a directory|No such file or directory)$)/m.exec(
      stderr,
    )?.[1];
  return folder === undefined ? undefined : `the folder ${JSON.stringify(folder)} could not be opened`;
}

async function addition(base: Buffer, found: string): Promise<ChangeEntry | undefined> {
  // A repository inside this one is named with a slash at its end, and `git add` would make it a submodule.
  const name = found.replace(/\/$/, '');
  const newMode = found.endsWith('/') ? '160000' : await modeOnDisk(joinBytes(base, name));
  return newMode === undefined ? undefined : { status: 'added', path: name, oldMode: '000000', newMode };
}

/** `undefined` when it is gone by now. */
async function modeOnDisk(location: Buffer): Promise<string | undefined> {
  try {
    const found = await lstat(location);
    if (found.isSymbolicLink()) return '120000';
    return (found.mode & 0o100) === 0 ? '100644' : '100755';
  } catch (error) {
    if (isNotFound(error)) return undefined;
    // It is there, or git would not have named it: a change that cannot be looked at is still a change.
    return '100644';
  }
}

import { lstat } from 'node:fs/promises';
import path from 'node:path';

import { observed, type Known } from '@lockkeeper/policy-core';

import { bytesFromPath, joinBytes, pathFromBytes } from '../../text/path-bytes.ts';
import type { CommandInput } from '../../system/run-command.ts';
import { printed, type RunGitCommand } from './git-command.ts';

/**
 * Files that git was told not to compare with the disk, by bits in the index that anybody may set. An
 * edit of them shows in no `git diff`, and acts all the same.
 */
export interface UnwatchedFiles {
  /** By `update-index --assume-unchanged`. */
  readonly assumed: readonly string[];
  /** By `update-index --skip-worktree` and yet on disk; what a sparse checkout leaves out is not. */
  readonly skipped: readonly string[];
}

export async function unwatchedFiles(git: RunGitCommand, root: string): Promise<Known<UnwatchedFiles>> {
  const answer = printed(await git(['ls-files', '-v', '-z', '--cached']));
  if (!answer.known) return answer;
  const marked = markedIn(answer.value);
  const skipped = marked.filter(({ mark }) => mark.toLowerCase() === 's');
  const isThere = await Promise.all(skipped.map((file) => isOnDisk(root, file.path)));
  return observed({
    assumed: marked.filter(({ mark }) => mark !== 'S').map((file) => file.path),
    skipped: skipped.filter((_, at) => isThere[at]).map((file) => file.path),
  });
}

interface Marked {
  readonly mark: string;
  readonly path: string;
}

/**
 * `-v` writes a small letter for what is assumed to be unchanged, and S or s for what is skipped. There may be a hundred
 * thousand others, and an editor that asks again must not be felt: they are passed over without being made texts.
 */
const MARK = /[a-zS]/;
const NO_MARK = 'H'.charCodeAt(0);

function markedIn(listed: Buffer): readonly Marked[] {
  const marked: Marked[] = [];
  for (let start = 0, end = 0; start < listed.length; start = end + 1) {
    end = listed.indexOf(0, start);
    if (end < 0) break;
    if (listed[start] === NO_MARK) continue;
    const mark = listed.toString('latin1', start, start + 1);
    if (MARK.test(mark)) marked.push({ mark, path: pathFromBytes(listed.subarray(start + 2, end)) });
  }
  return marked;
}

/** Takes the bits out of a copy of the index, which `env` names. */
export async function watchAgain(
  git: RunGitCommand,
  { assumed, skipped }: UnwatchedFiles,
  env: NodeJS.ProcessEnv,
): Promise<Known<unknown>> {
  const first = await clearBit(git, { option: '--no-assume-unchanged', paths: assumed, env });
  return first.known ? clearBit(git, { option: '--no-skip-worktree', paths: skipped, env }) : first;
}

interface Clearing {
  readonly option: string;
  readonly paths: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

async function clearBit(git: RunGitCommand, { option, paths, env }: Clearing): Promise<Known<unknown>> {
  if (paths.length === 0) return observed(undefined);
  // A split index would write its other half into the repository.
  const args = ['-c', 'core.splitIndex=false', 'update-index', '-z', option, '--stdin'];
  const names = Buffer.concat(paths.flatMap((name) => [bytesFromPath(name), Buffer.of(0)]));
  const conversation = {
    start: (input: CommandInput) => {
      input.write(names);
      input.end();
    },
    hear: () => {},
  };
  return printed(await git(args, { env, conversation }));
}

async function isOnDisk(root: string, name: string): Promise<boolean> {
  return lstat(joinBytes(bytesFromPath(path.resolve(root)), name)).then(
    () => true,
    () => false,
  );
}

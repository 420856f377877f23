import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { errorCode } from '../../system/error-code.ts';
import { splitAtNul } from '../../text/path-bytes.ts';
import { isNotFound } from '../../system/path-resolution.ts';
import type { CommandOutcome } from '../../system/run-command.ts';
import { copyIndex } from './copy-index.ts';
import { printed, type RunGitCommand } from './git-command.ts';
import { unwatchedFiles, watchAgain } from './unwatched-files.ts';

/**
 * Runs a git command that compares files on disk, so that it neither changes the repository nor runs
 * what the repository configures: `git diff` writes a refreshed index, which would make a commit of the
 * user fail at that moment, and it sends changed files through the `clean` filters. Every file that is
 * on disk is compared, also where the index says that it need not be.
 */
export async function withSafeIndex(
  git: RunGitCommand,
  root: string,
  compare: (env: NodeJS.ProcessEnv) => Promise<CommandOutcome>,
): Promise<Known<CommandOutcome>> {
  const [index, filters, unwatched] = await Promise.all([
    git(['rev-parse', '--git-path', 'index']),
    localFilters(git),
    unwatchedFiles(git, root),
  ]);
  const answer = printed(index);
  if (!answer.known) return answer;
  if (!filters.known) return filters;
  if (!unwatched.known) return unwatched;
  const original = path.resolve(root, answer.value.toString('utf8').replace(/\r?\n$/, ''));
  let folder: string | undefined;
  try {
    folder = await mkdtemp(path.join(tmpdir(), 'lockkeeper-index-'));
    const copy = path.join(folder, 'index');
    await copyIfThere(original, copy);
    const env = { ...filtersOff(filters.value), GIT_INDEX_FILE: copy };
    const watched = await watchAgain(git, unwatched.value, env);
    return watched.known ? observed(await compare(env)) : watched;
  } catch (error) {
    return unobserved(`the index could not be copied (${errorCode(error) ?? String(error)})`);
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

async function copyIfThere(original: string, copy: string): Promise<void> {
  try {
    await copyIndex(original, copy);
  } catch (error) {
    // Before the first `git add` there is no index, and git takes that for an empty one.
    if (!isNotFound(error)) throw error;
  }
}

/** Keys of the filters that come with the repository itself; the user's own stay on. */
async function localFilters(git: RunGitCommand): Promise<Known<readonly string[]>> {
  const outcome = await git([
    'config',
    '--show-scope',
    '--null',
    '--name-only',
    '--get-regexp',
    '^filter\\..*\\.(clean|process|required)$',
  ]);
  if (outcome.kind === 'exited' && outcome.code === 1) return observed([]);
  const answer = printed(outcome);
  if (!answer.known) return answer;
  const parts = splitAtNul(answer.value).map(String);
  return observed(
    parts.filter((_, at) => at % 2 === 1 && ['local', 'worktree'].includes(parts[at - 1] ?? '')),
  );
}

/** As variables, because `-c` would cut a key with `=` in it in two. */
function filtersOff(keys: readonly string[]): NodeJS.ProcessEnv {
  const before = Number(process.env['GIT_CONFIG_COUNT'] ?? '0') || 0;
  const pairs = keys.flatMap((key, index): [string, string][] => [
    [`GIT_CONFIG_KEY_${before + index}`, key],
    [`GIT_CONFIG_VALUE_${before + index}`, key.endsWith('.required') ? 'false' : ''],
  ]);
  return keys.length === 0
    ? {}
    : { ...Object.fromEntries(pairs), GIT_CONFIG_COUNT: String(before + keys.length) };
}

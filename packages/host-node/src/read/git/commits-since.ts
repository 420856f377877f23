import { observed, type Known } from '@lockkeeper/policy-core';

import { pathsFromList } from '../../text/path-bytes.ts';
import type { CommandInput } from '../../system/run-command.ts';
import { isObjectId } from './describe-repository.ts';
import { gitCommandIn, printed, type RunGitCommand } from './git-command.ts';

export interface NewCommits {
  /** Those no other of them builds on. */
  readonly tips: readonly string[];
  /** What they changed themselves; what a merge only brings in is of those who made it. */
  readonly paths: readonly string[];
}

/** What is in one of these histories and in none of those. Ids whose objects are gone count for nothing. */
export interface HistoryDifference {
  readonly of: readonly string[];
  readonly without: readonly string[];
}

export async function commitsSince(
  root: string,
  { of, without }: HistoryDifference,
  { env, timeoutMs }: { readonly env: Readonly<Record<string, string>>; readonly timeoutMs?: number },
): Promise<Known<NewCommits>> {
  const git = gitCommandIn(root, timeoutMs, env);
  const wanted = [...of, ...without.map((id) => `^${id}`)];
  const listed = await told(git, ['rev-list', '--parents', '--ignore-missing', '--stdin'], wanted);
  if (!listed.known) return listed;
  const lines = listed.value
    .toString('utf8')
    .split('\n')
    .map((line) => line.split(' ').filter(isObjectId));
  const commits = lines.flatMap(([id]) => (id === undefined ? [] : [id]));
  if (commits.length === 0) return observed({ tips: [], paths: [] });
  const parents = new Set(lines.flatMap(([, ...ids]) => ids));
  const changed = await told(git, PATHS_OF_COMMITS, commits);
  if (!changed.known) return changed;
  return observed({
    tips: commits.filter((id) => !parents.has(id)),
    paths: [...new Set(pathsFromList(changed.value))],
  });
}

const PATHS_OF_COMMITS = [
  'diff-tree',
  '--stdin',
  '-r',
  '-c',
  '--root',
  '--name-only',
  '-z',
  '--no-commit-id',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules=none',
];

async function told(
  git: RunGitCommand,
  args: readonly string[],
  lines: readonly string[],
): Promise<Known<Buffer>> {
  const chunks: Buffer[] = [];
  const conversation = {
    start: (input: CommandInput) => {
      input.write(lines.map((line) => `${line}\n`).join(''));
      input.end();
    },
    hear: (chunk: Buffer) => void chunks.push(chunk),
  };
  const answer = printed(await git(args, { conversation }));
  return answer.known ? observed(Buffer.concat(chunks)) : answer;
}

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { pathsFromList } from '../../text/path-bytes.ts';
import type { CommandInput } from '../../system/run-command.ts';
import { isObjectId } from './describe-repository.ts';
import { gitCommandIn, printed, type RunGitCommand } from './git-command.ts';

export interface NewCommits {
  /** Those that something points at, or that no other of them builds on. */
  readonly tips: readonly string[];
  /** What they changed; of a merge what differs from any side, as it may have dropped what one of them brought. */
  readonly paths: readonly string[];
}

/** What is in one of these histories and in none of those. */
export interface HistoryDifference {
  /** What branches and tags point at: it has to be there. */
  readonly of: readonly string[];
  /** Where they were before. Ids whose objects are gone count for nothing, here and below. */
  readonly earlier?: readonly string[];
  readonly without: readonly string[];
}

export async function commitsSince(
  root: string,
  { of, earlier = [], without }: HistoryDifference,
  { env, timeoutMs }: { readonly env: Readonly<Record<string, string>>; readonly timeoutMs?: number },
): Promise<Known<NewCommits>> {
  const git = gitCommandIn(root, timeoutMs, env);
  const wanted = [...of, ...earlier, ...without.map((id) => `^${id}`)];
  const [listed, pointedAt] = await Promise.all([
    told(git, ['rev-list', '--parents', '--ignore-missing', '--stdin'], wanted),
    commitsAt(git, of),
  ]);
  if (!listed.known) return listed;
  if (!pointedAt.known) return pointedAt;
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
    tips: commits.filter((id) => !parents.has(id) || pointedAt.value.has(id)),
    paths: [...new Set(pathsFromList(changed.value))],
  });
}

/** A tag is of the commit that it names in the end; one of a folder or a file is of none. */
async function commitsAt(git: RunGitCommand, ids: readonly string[]): Promise<Known<ReadonlySet<string>>> {
  const questions = ids.flatMap((id) => [id, `${id}^{commit}`]);
  const answer = await told(git, ['cat-file', '--batch-check=%(objectname)'], questions);
  if (!answer.known) return answer;
  const lines = answer.value.toString('utf8').split('\n');
  const gone = ids.find((_, at) => lines[2 * at]?.endsWith(' missing') === true);
  if (gone !== undefined) return unobserved(`a branch or a tag points at ${gone}, which is not there`);
  return observed(new Set(lines.filter(isObjectId)));
}

const PATHS_OF_COMMITS = [
  'diff-tree',
  '--stdin',
  '-r',
  '-m',
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

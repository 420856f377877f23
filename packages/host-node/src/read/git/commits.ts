import type { CommitRange } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { Commit } from '@lockkeeper/policy-core/observe';

import { resolveCommit } from './commit-history.ts';
import { describeRepository, isObjectId } from './describe-repository.ts';
import { printed, type RunGitCommand } from './git-command.ts';
import { LOG_FORMAT, parseLog, type LogRecord } from './log-record.ts';
import { unknownCommitReason } from './missing-commit.ts';
import { RAW_DIFF } from './raw-diff.ts';

/** Whatever a user or a repository configures about showing history. */
const LOG = [
  'log',
  `--format=tformat:${LOG_FORMAT}`,
  // Dates can be invented; that a commit comes after its parents cannot.
  '--topo-order',
  '--reverse',
  '--encoding=UTF-8',
  '--no-show-signature',
  '--no-mailmap',
  '--no-notes',
  '--no-decorate',
  '--no-graph',
  '--root',
  ...RAW_DIFF,
  '-c',
  '--ignore-submodules=none',
];

/** The commits of a change that is still on disk are those up to the one that is checked out. */
export async function commitsIn(
  git: RunGitCommand,
  { from, to }: CommitRange,
): Promise<Known<readonly Commit[]>> {
  const [first, last] = await Promise.all([
    plainName(git, from),
    plainName(git, to === 'worktree' ? 'HEAD' : to),
  ]);
  if (!first.known) return first;
  if (!last.known) return last;
  const outcome = await git([
    ...LOG,
    '--end-of-options',
    `^${first.value}^{commit}`,
    `${last.value}^{commit}`,
    '--',
  ]);
  const answer = printed(outcome);
  if (!answer.known) return unknownCommitReason(git, outcome, [from, to]);
  const records = parseLog(answer.value);
  return records.known ? unlessCutShort(git, records.value) : records;
}

/** Only an id is safe in a range: `a..b` may be said of a branch, but also be one more range. */
async function plainName(git: RunGitCommand, name: string): Promise<Known<string>> {
  return isObjectId(name) || name === 'HEAD' ? observed(name) : resolveCommit(git, name);
}

/**
 * A shallow clone pretends that its oldest commits are first ones, with everything in them new. Where the
 * range holds such a commit, neither its changes nor the commits before it are known.
 */
async function unlessCutShort(
  git: RunGitCommand,
  records: readonly LogRecord[],
): Promise<Known<readonly Commit[]>> {
  const commits = observed(records.map(({ commit }) => commit));
  if (!records.some(({ isRoot }) => isRoot)) return commits;
  const state = await describeRepository(git);
  if (!state.known) return state;
  return state.value.isShallow
    ? unobserved('this is a shallow clone whose history ends among these commits')
    : commits;
}

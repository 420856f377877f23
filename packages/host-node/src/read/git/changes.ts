import type { CommitRange } from '@lockkeeper/operations/ports';
import { observed, type Known } from '@lockkeeper/policy-core';
import type { ChangeEntry } from '@lockkeeper/policy-core/observe';

import { printed, type RunGitCommand } from './git-command.ts';
import { unknownCommitReason } from './missing-commit.ts';
import { parseRawDiff, RAW_DIFF } from './raw-diff.ts';
import { listUntracked, untrackedFiles, type ListUntracked } from './untracked-files.ts';
import { withSafeIndex } from './safe-index.ts';

/** What lies on disk. */
export interface Worktree {
  readonly root: string;
  /** Left out: git is asked each time, and goes by the rules on disk. */
  readonly untracked?: ListUntracked | undefined;
}

export async function changesIn(
  git: RunGitCommand,
  worktree: Worktree,
  { from, to }: CommitRange,
): Promise<Known<readonly ChangeEntry[]>> {
  return to === 'worktree' ? changesOnDisk(git, worktree, from) : changesBetween(git, from, to);
}

/** Compares trees only: no index, no file on disk. */
async function changesBetween(
  git: RunGitCommand,
  from: string,
  to: string,
): Promise<Known<readonly ChangeEntry[]>> {
  const outcome = await git([
    'diff-tree',
    '-r',
    ...RAW_DIFF,
    '--ignore-submodules=none',
    '--end-of-options',
    from,
    to,
    '--',
  ]);
  const answer = printed(outcome);
  return answer.known ? parseRawDiff(answer.value) : unknownCommitReason(git, outcome, [from, to]);
}

async function changesOnDisk(
  git: RunGitCommand,
  { root, untracked: list = () => listUntracked(git) }: Worktree,
  from: string,
): Promise<Known<readonly ChangeEntry[]>> {
  const [tracked, untracked] = await Promise.all([
    trackedChanges(git, root, from),
    untrackedFiles(root, list),
  ]);
  if (!tracked.known) return tracked;
  if (!untracked.known) return untracked;
  return observed(joined(tracked.value, untracked.value));
}

/** Settings could make git look at less than all it can see of a file: its size and one of its times. */
const WHOLE_LOOK = [
  '-c',
  'core.checkStat=default',
  '-c',
  'core.trustctime=true',
  '-c',
  'core.ignoreStat=false',
];

/**
 * Only `git diff` compares contents where the time of a file says nothing. A submodule counts by its
 * commit: looking for edits inside would start git there, with what that repository configures.
 */
async function trackedChanges(
  git: RunGitCommand,
  root: string,
  from: string,
): Promise<Known<readonly ChangeEntry[]>> {
  const outcome = await withSafeIndex(git, root, (env) =>
    git(
      [
        '-c',
        'diff.autoRefreshIndex=true',
        ...WHOLE_LOOK,
        'diff',
        ...RAW_DIFF,
        '--ignore-submodules=dirty',
        '--end-of-options',
        from,
        '--',
      ],
      { env },
    ),
  );
  if (!outcome.known) return outcome;
  const answer = printed(outcome.value);
  return answer.known ? parseRawDiff(answer.value) : unknownCommitReason(git, outcome.value, [from]);
}

/** A file taken out of the index but left on disk comes as deleted and as unknown: it was modified. */
function joined(tracked: readonly ChangeEntry[], untracked: readonly ChangeEntry[]): readonly ChangeEntry[] {
  const byPath = new Map(tracked.map((entry) => [entry.path, entry]));
  for (const found of untracked) {
    const before = byPath.get(found.path);
    byPath.set(found.path, before === undefined ? found : modified(before, found));
  }
  return [...byPath.values()];
}

function modified({ path, oldMode }: ChangeEntry, { newMode }: ChangeEntry): ChangeEntry {
  const sameType = oldMode.slice(0, 3) === newMode.slice(0, 3);
  return { path, oldMode, newMode, status: sameType ? 'modified' : 'type-changed' };
}

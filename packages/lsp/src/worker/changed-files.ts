import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { ChangeEntry } from '@lockkeeper/policy-core/observe';

import { uriBelow } from '../locations/uri-path.ts';
import type { WorkspaceContext } from './workspace-context.ts';

/**
 * URIs of the files that differ from the last commit and are there: what git follows first, then what it does not know
 * yet. What is ignored is not among them.
 */
export async function changedFiles(
  folder: string,
  context: WorkspaceContext,
): Promise<Known<readonly string[]>> {
  const { git } = await context.observers(folder);
  if (git === undefined) return unobserved('git is not asked');
  const state = await git.describe();
  if (!state.known) return state;
  const { head } = state.value;
  if (head === undefined) return unobserved('nothing was committed yet');
  const { change } = await context.git(folder);
  // Git has just compared every file with this commit.
  const entries =
    change.known && change.value.base === head
      ? observed(change.value.entries)
      : await git.changes({ from: head, to: 'worktree' });
  if (!entries.known) return entries;
  const there = entries.value.filter(({ status, newMode }) => status !== 'deleted' && newMode !== SUBMODULE);
  return observed(
    [...there.filter(isFollowed), ...there.filter((entry) => !isFollowed(entry))].map(({ path }) =>
      uriBelow(folder, path),
    ),
  );
}

const SUBMODULE = '160000';

/** Thousands of new files that nobody ignores yet must not stand before the one that was edited. */
function isFollowed({ status }: ChangeEntry): boolean {
  return status !== 'added';
}

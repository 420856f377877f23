import type { Git } from '@lockkeeper/operations/ports';
import { mustBeProved, type Stage } from '@lockkeeper/policy-core';

/** CI judges what was committed; on one's own machine the files on disk are what one works on. */
export async function judgedHead(stage: Stage, git: Git | undefined): Promise<string> {
  if (git === undefined) return 'worktree';
  const state = await git.describe();
  if (!state.known || state.value.head === undefined) return 'worktree';
  return mustBeProved(stage) || state.value.isBare ? 'HEAD' : 'worktree';
}

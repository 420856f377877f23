import { observed, type Known } from '@lockkeeper/policy-core';

import type { Observers } from '../ports/index.ts';

/** Every path below these folders, on disk or at a commit; a folder that is not there holds none. */
export async function listAt(
  head: string,
  folders: readonly string[],
  { files, git }: Pick<Observers, 'files' | 'git'>,
): Promise<Known<readonly string[]>> {
  if (folders.length === 0) return observed([]);
  return head === 'worktree' || git === undefined ? files.list(folders) : git.listAt(head, folders);
}

import type { Observers } from '@lockkeeper/operations/ports';

import { CliError } from '../errors/cli-error.ts';

interface Place {
  readonly observers: Pick<Observers, 'files' | 'git'>;
  /** A commit, or `worktree`. */
  readonly head: string;
}

/** Every file of a tree, from the root. Of a folder that git does not know: those on disk. */
export async function everyPath({ observers: { files, git }, head }: Place): Promise<readonly string[]> {
  const listing = await (head === 'worktree' || git === undefined
    ? files.list([''])
    : git.listAt(head, ['']));
  if (listing.known) return listing.value;
  throw new CliError('technical', `The files here cannot be listed because ${listing.reason}.`);
}

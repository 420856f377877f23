import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { printed, type RunGitCommand } from './git-command.ts';

/** All bytes of a file at a commit, however long; `undefined` where there is no such file. A link is no file. */
export async function fileAt(
  git: RunGitCommand,
  { commit, path }: { readonly commit: string; readonly path: string },
): Promise<Known<Buffer | undefined>> {
  const listed = printed(await git(['ls-tree', '-z', '--full-tree', commit, '--', path]));
  if (!listed.known) return listed;
  const entry = listed.value.toString('utf8');
  if (entry === '') return observed(undefined);
  const [, id] = /^100\d{3} blob ([0-9a-f]+)\t/.exec(entry) ?? [];
  if (id === undefined) return unobserved('it is no file there');
  return printed(await git(['cat-file', 'blob', id]));
}

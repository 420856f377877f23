import type { FileHistory, FileVersion } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { describeRepository } from './describe-repository.ts';
import { gitCommandIn, printed, type RunGitCommand } from './git-command.ts';
import { readObjects } from './read-objects.ts';

/** A log of a hundred thousand entries has a tenth of this. */
const MAX_BYTES = 512 * 1024 * 1024;

/** Of files as they stand in these commits and in all commits behind them, on whatever side of a merge. */
export function createFileHistory(root: string, commits: Known<readonly string[]>): FileHistory {
  const git = gitCommandIn(root);
  return {
    versions: async (path, read) => {
      if (!commits.known) return commits;
      if (commits.value.length === 0) return observed([]);
      const state = await describeRepository(git);
      if (!state.known) return state;
      if (state.value.isShallow) return unobserved(SHALLOW);
      const ids = await idsOf(git, { commits: commits.value, path });
      return ids.known ? await readAll(git, ids.value, read) : ids;
    },
  };
}

const SHALLOW =
  'this is a shallow clone, and what earlier commits held cannot be compared. Set fetch-depth: 0 at actions/checkout, or run `git fetch --unshallow`';

async function idsOf(
  git: RunGitCommand,
  { commits, path }: { readonly commits: readonly string[]; readonly path: string },
): Promise<Known<readonly string[]>> {
  const options = ['--full-history', '-m', '--no-renames', '--raw', '--no-abbrev', '-z', '--format='];
  const listed = printed(await git(['log', ...options, '--end-of-options', ...commits, '--', path]));
  if (!listed.known) return listed;
  const changes = listed.value.toString('utf8').matchAll(/:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) [A-Z]\0/g);
  const ids = new Set<string>();
  for (const [, modeBefore = '', mode = '', before = '', after = ''] of changes) {
    if (isFile(mode)) ids.add(after);
    if (isFile(modeBefore)) ids.add(before);
  }
  return observed([...ids]);
}

/** A symbolic link holds a text as well; a submodule holds none. */
function isFile(mode: string): boolean {
  return /^1[02]/.test(mode);
}

async function readAll<T>(
  git: RunGitCommand,
  ids: readonly string[],
  read: (version: FileVersion) => T,
): Promise<Known<readonly T[]>> {
  const values: T[] = [];
  let missing: string | undefined;
  await readObjects(
    git,
    MAX_BYTES,
    ids.map((id) => ({
      name: id,
      answered: (object) => {
        if (object.kind === 'object' && object.content !== undefined)
          values.push(read({ id, text: object.content.toString('utf8') }));
        else missing ??= object.kind === 'unavailable' ? object.reason : `git has no object ${id}`;
        return [];
      },
    })),
  );
  return missing === undefined ? observed(values) : unobserved(missing);
}

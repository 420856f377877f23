import { observed, POLICY_FILE_NAMES, type FileContent, type Known } from '@lockkeeper/policy-core';
import type { Change, ChangeEntry, FolderEntry } from '@lockkeeper/policy-core/observe';

import type { Git } from '../ports/index.ts';
import { localBase, type LocalBase } from './local-base.ts';

type Files = ReadonlyMap<string, Known<FileContent>>;
type Folders = ReadonlyMap<string, Known<readonly FolderEntry[]>>;

/** What git says before a write is judged. */
export interface WritePrefetch {
  readonly home: LocalBase;
  /** What lies at the names of policies at the base. */
  readonly policies: Files;
  /** The write as a change since the last commit. */
  readonly change: Change;
  /** What lay in the folders above the file at the last commit. */
  readonly folders: Folders;
}

/**
 * Rejects with the reason where git cannot tell. Nothing is needed for these questions but the names, so
 * that they are asked first: an agent waits for every answer.
 *
 * @param paths names of the one file that is written
 * @param knownBase the commit that counts as the one people branch off, wherever the branches point by now
 */
export async function prefetchWrite(
  paths: readonly string[],
  git: Git,
  knownBase?: Promise<string | undefined>,
): Promise<WritePrefetch> {
  const [local, base] = await Promise.all([localBase({ git }), knownBase]);
  const home = base === undefined ? local : { ...local, base };
  const { head, branch } = home;
  const [policies, folders]: readonly [Files, Folders] = await Promise.all([
    home.base === undefined ? new Map() : git.readAt(home.base, POLICY_FILE_NAMES),
    head === undefined ? new Map() : git.foldersAt(head, paths.flatMap(foldersAbove)),
  ]);
  return {
    home,
    policies,
    folders,
    change: {
      base: head ?? null,
      head: 'worktree',
      branch,
      entries: paths.map((path) => entryOf(path, folders)),
      isWhole: true,
      // Earlier commits are not what is judged, and that an agent writes is known without them.
      commits: observed([]),
      push: null,
    },
  };
}

/** Of `a/b/c.py`: the root, `a` and `a/b`. */
function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}

const FILE = '100644';

/** What could not be seen is taken to be there: a write may take something away. */
function entryOf(path: string, folders: Folders): ChangeEntry {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const siblings = folders.get(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
  const isThere =
    siblings?.known === false || siblings?.value.some((sibling) => sibling.name === name) === true;
  return isThere
    ? { path, status: 'modified', oldMode: FILE, newMode: FILE }
    : { path, status: 'added', oldMode: '000000', newMode: FILE };
}

/** Git is asked again only for what nobody has looked at yet. */
export function withPrefetch(git: Git, { home, policies, change, folders }: WritePrefetch): Git {
  return {
    ...git,
    readAt: (commit, paths) =>
      answered(commit === home.base ? policies : undefined, paths) ?? git.readAt(commit, paths),
    foldersAt: (commit, paths) =>
      answered(commit === change.base ? folders : undefined, paths) ?? git.foldersAt(commit, paths),
  };
}

/** Of texts before the change those count that the branch began with, and not those it has by now. */
export function readingWhereBranched(git: Git, { base }: LocalBase): Git {
  return {
    ...git,
    readAt: async (commit, paths) => {
      const common = base === undefined ? undefined : await git.mergeBase(base, 'HEAD');
      return git.readAt(common?.known === true ? common.value : commit, paths);
    },
  };
}

function answered<T>(
  known: ReadonlyMap<string, T> | undefined,
  paths: readonly string[],
): Promise<ReadonlyMap<string, T>> | undefined {
  return known !== undefined && paths.every((path) => known.has(path)) ? Promise.resolve(known) : undefined;
}

import {
  nearestWord,
  observed,
  type FileContent,
  type Known,
  type Observations,
  type Policy,
} from '@lockkeeper/policy-core';
import { documentFolders, pathsSought, referencesSought } from '@lockkeeper/policy-core/observe';

import type { Observers } from '../ports/index.ts';

export type ReferencingDocuments = Pick<Observations, 'focus' | 'change' | 'files'>;

/**
 * Whether there is what the documents speak of, at a commit or on disk for `worktree`. Names are
 * compared as git has them, whatever the disk makes of capitals; what git ignores is not there.
 */
export async function observeReferences(
  policy: Policy,
  { seen, head }: { readonly seen: ReferencingDocuments; readonly head: string },
  observers: Observers,
): Promise<Observations['present']> {
  const sought = referencesSought(policy, seen);
  if (sought.length === 0) return {};
  const paths = [...new Set(sought.flatMap(pathsSought))];
  const look =
    head === 'worktree' || observers.git === undefined ? onDisk(observers) : atCommit(head, observers.git);
  const siblings = await look.siblings(paths);
  const present: Record<string, Known<boolean>> = {};
  for (const path of paths) {
    const names = siblings(path);
    present[path] = names.known ? observed(names.value.has(nameOf(path))) : names;
    const near = names.known && !names.value.has(nameOf(path)) && nearestWord(nameOf(path), [...names.value]);
    if (near) present[joined(folderOf(path), near)] = observed(true);
  }
  return { ...present, ...(await namesAnywhere(sought, present, () => look.below(documentFolders(policy)))) };
}

interface Look {
  /** For each of these paths the names that lie in its folder. */
  siblings(paths: readonly string[]): Promise<(path: string) => Known<ReadonlySet<string>>>;
  /** Every file below these folders. */
  below(folders: readonly string[]): Promise<Known<readonly string[]>>;
}

const NONE: Known<ReadonlySet<string>> = observed(new Set());

function atCommit(commit: string, git: NonNullable<Observers['git']>): Look {
  return {
    below: (folders) => git.listAt(commit, folders),
    siblings: async (paths) => {
      const folders = await git.foldersAt(commit, [...new Set(paths.map(folderOf))]);
      const names = new Map(
        Array.from(folders, ([folder, entries]) => [
          folder,
          entries.known ? observed(new Set(entries.value.map(({ name }) => name))) : entries,
        ]),
      );
      return (path) => names.get(folderOf(path)) ?? NONE;
    },
  };
}

/** At the root only what is asked for is looked at, so that a large repository is not listed for one name. */
function onDisk({ files }: Observers): Look {
  return {
    below: (folders) => files.list(folders),
    siblings: async (paths) => {
      const atRoot = paths.filter((path) => !path.includes('/'));
      const above = paths.map(folderOf).filter((folder) => folder !== '');
      const [listed, read] = await Promise.all([
        files.list([...new Set([...above, ...atRoot])]),
        Promise.all(atRoot.map(async (path) => [path, await files.read(path)] as const)),
      ]);
      if (!listed.known) return () => listed;
      const found = read.flatMap(([path, content]) => (content.known && isFile(content.value) ? [path] : []));
      const names = namesByFolder([...listed.value, ...found]);
      return (path) => observed(names.get(folderOf(path)) ?? new Set());
    },
  };
}

/** Of a folder only what lies below it counts, as in a commit. */
function isFile(content: FileContent): boolean {
  return content.kind === 'text' || (content.kind === 'unreadable' && content.problem !== 'it is a folder');
}

/** Folders are names in the folder above them as well. */
function namesByFolder(paths: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const path of paths) {
    for (let below = path; below !== ''; below = folderOf(below)) {
      const there = names.get(folderOf(below)) ?? new Set();
      if (there.has(nameOf(below))) break;
      names.set(folderOf(below), there.add(nameOf(below)));
    }
  }
  return names;
}

/** The name of a document alone may mean one in any folder of documents. */
async function namesAnywhere(
  sought: ReturnType<typeof referencesSought>,
  present: Observations['present'],
  list: () => Promise<Known<readonly string[]>>,
): Promise<Observations['present']> {
  const isThere = (path: string) => present[path]?.known === true && present[path].value;
  const open = sought.filter(({ isBareName, places }) => isBareName && !places.some(isThere));
  if (open.length === 0) return {};
  const listed = await list();
  const places = [...new Set(open.flatMap((one) => one.places))];
  if (!listed.known) return Object.fromEntries(places.map((place) => [place, listed]));
  const wanted = new Set(places.map(nameOf));
  const all = [...new Set(listed.value.map(nameOf))];
  for (const name of wanted) {
    const near = all.includes(name) ? undefined : nearestWord(name, all);
    if (near !== undefined) wanted.add(near);
  }
  const found = listed.value.filter((path) => wanted.has(nameOf(path)));
  return Object.fromEntries(found.map((path) => [path, observed(true)]));
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

import { nearestWord, observed, type FileContent, type Known } from '@lockkeeper/policy-core';

import type { Observers } from '../ports/index.ts';

/**
 * What lies at these paths, or beside them and is called much the same, at a commit or on disk for `worktree`. Names are
 * compared as git has them, whatever the disk makes of capitals; what git ignores is not there.
 */
export async function nearestAt(
  head: string,
  paths: readonly string[],
  { files, git }: Pick<Observers, 'files' | 'git'>,
): Promise<ReadonlyMap<string, Known<string | undefined>>> {
  if (paths.length === 0) return new Map();
  const siblings = await (head === 'worktree' || git === undefined
    ? namesOnDisk(paths, files)
    : namesAtCommit(paths, head, git));
  return new Map(paths.map((path) => [path, nearestAmong(path, siblings(path))]));
}

function nearestAmong(path: string, names: Known<ReadonlySet<string>>): Known<string | undefined> {
  if (!names.known) return names;
  const name = nameOf(path);
  const near = names.value.has(name) ? name : nearestWord(name, [...names.value]);
  return observed(near === undefined ? undefined : joined(folderOf(path), near));
}

/** The names that lie in the folder of a path. */
type Siblings = (path: string) => Known<ReadonlySet<string>>;

const NONE: Known<ReadonlySet<string>> = observed(new Set());

async function namesAtCommit(
  paths: readonly string[],
  commit: string,
  git: NonNullable<Observers['git']>,
): Promise<Siblings> {
  const folders = await git.foldersAt(commit, [...new Set(paths.map(folderOf))]);
  const names = new Map(
    Array.from(folders, ([folder, entries]) => [
      folder,
      entries.known ? observed(new Set(entries.value.map(({ name }) => name))) : entries,
    ]),
  );
  return (path) => names.get(folderOf(path)) ?? NONE;
}

/** At the root only what is asked for is looked at, so that a large repository is not listed for one name. */
async function namesOnDisk(paths: readonly string[], files: Observers['files']): Promise<Siblings> {
  const atRoot = paths.filter((path) => !path.includes('/'));
  const above = paths.map(folderOf).filter((folder) => folder !== '');
  const listed = await files.list([...new Set([...above, ...atRoot])]);
  if (!listed.known) return () => listed;
  const read = await Promise.all(atRoot.map(async (path) => [path, await files.read(path)] as const));
  const found = read.flatMap(([path, content]) => (content.known && isFile(content.value) ? [path] : []));
  const names = namesByFolder([...listed.value, ...found]);
  return (path) => observed(names.get(folderOf(path)) ?? new Set());
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

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

import type { Known } from '@lockkeeper/policy-core';

import type { DiskGit } from './host.ts';

/** A repository seen from one of its folders: what lies elsewhere is not there. `folder` has no slash at the end. */
export function gitInSubfolder(git: DiskGit, folder: string): DiskGit {
  const prefix = `${folder}/`;
  const inside = (path: string) => path.startsWith(prefix);
  const below = (path: string) => (path === folder ? '' : path.slice(prefix.length));
  const from = (path: string) => (path === '' ? folder : prefix + path);
  const listedBelow = (listed: Known<readonly string[]>): Known<readonly string[]> =>
    listed.known ? { known: true, value: listed.value.filter(inside).map(below) } : listed;
  const keyedBelow = <T>(answer: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
    new Map([...answer].map(([path, value]) => [below(path), value]));
  return {
    ...git,
    changes: async (range) => {
      const entries = await git.changes(range);
      if (!entries.known) return entries;
      const kept = entries.value.filter(({ path }) => inside(path));
      return { known: true, value: kept.map((entry) => ({ ...entry, path: below(entry.path) })) };
    },
    readAt: async (commit, paths) => keyedBelow(await git.readAt(commit, paths.map(from))),
    linksAt: async (commit, paths) => keyedBelow(await git.linksAt(commit, paths.map(from))),
    foldersAt: async (commit, folders) => keyedBelow(await git.foldersAt(commit, folders.map(from))),
    linesWith: async (commit, search) => {
      const found = await git.linesWith(commit, { ...search, except: search.except.map(from) });
      if (!found.known) return found;
      const lines = found.value.lines.filter(({ path }) => inside(path));
      return {
        known: true,
        value: { ...found.value, lines: lines.map((line) => ({ ...line, path: below(line.path) })) },
      };
    },
    commits: async (range) => {
      const commits = await git.commits(range);
      if (!commits.known) return commits;
      return {
        known: true,
        value: commits.value.map((made) => ({ ...made, paths: made.paths.filter(inside).map(below) })),
      };
    },
    listAt: async (commit, folders) => listedBelow(await git.listAt(commit, folders.map(from))),
    tracked: async () => {
      const found = await git.tracked();
      if (!found.known) return found;
      const { paths, leftOut } = found.value;
      return {
        known: true,
        value: { paths: paths.filter(inside).map(below), leftOut: leftOut.filter(inside).map(below) },
      };
    },
    listOnDisk: async (folders) => listedBelow(await git.listOnDisk(folders.map(from))),
  };
}

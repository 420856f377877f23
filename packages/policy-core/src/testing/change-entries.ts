import { observed } from '../model/known.ts';
import type { ChangeEntry, Observations } from '../model/observations.ts';
import { foldersOf } from './folders-of.ts';

const FILE = '100644';
const LINK = '120000';
const NOTHING = '000000';

export function added(path: string, newMode = FILE): ChangeEntry {
  return { status: 'added', path, oldMode: NOTHING, newMode };
}

export function addedLink(path: string): ChangeEntry {
  return added(path, LINK);
}

export function deleted(path: string, oldMode = FILE): ChangeEntry {
  return { status: 'deleted', path, oldMode, newMode: NOTHING };
}

export function modified(path: string, newMode = FILE): ChangeEntry {
  return { status: 'modified', path, oldMode: FILE, newMode };
}

/** What lay in every folder of a tree that holds these paths, all of it seen. */
export function foldersSeen(
  paths: readonly string[],
  links: readonly string[] = [],
): Observations['folders'] {
  return Object.fromEntries(
    Object.entries(foldersOf(paths, links)).map(([folder, inside]) => [folder, observed(inside)]),
  );
}

/** What links point at, all of it seen. */
export function targetsSeen(links: Readonly<Record<string, string>>): Observations['links'] {
  return Object.fromEntries(Object.entries(links).map(([path, target]) => [path, observed(target)]));
}

import type { ChangeEntry } from '../../model/observations.ts';
import type { HeadTree } from './head-tree.ts';
import { folderOf } from '../../model/folder-of.ts';

/**
 * The paths that an added file brings in: its own, and those of the folders above it that were not there.
 * Outermost first. A folder that may have been there counts as new.
 */
export function newPathsOf({ path }: ChangeEntry, tree: HeadTree): readonly string[] {
  return [...foldersAbove(path).filter((folder) => !isKnownToBeThere(folder, tree)), path];
}

/** Outermost first, without the root. */
function foldersAbove(path: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) folders.unshift(folder);
  return folders;
}

function isKnownToBeThere(folder: string, tree: HeadTree): boolean {
  const was = tree.wasThere(folder);
  return was.known && was.value;
}

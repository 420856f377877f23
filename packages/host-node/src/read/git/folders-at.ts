import { observed, type Known } from '@lockkeeper/policy-core';
import type { FolderEntry } from '@lockkeeper/policy-core/observe';

import { pathFromBytes } from '../../text/path-bytes.ts';
import type { RunGitCommand } from './git-command.ts';
import type { TreeEntry } from './tree-object.ts';
import { walkTree, type TreeReader } from './tree-walk.ts';

type Entries = readonly FolderEntry[];

const NO_FOLDER = observed<Entries>([]);

const ENTRIES: TreeReader<Entries> = {
  limit: 0,
  absent: NO_FOLDER,
  folder: (entries) => observed(entries.map(folderEntry)),
  entry: () => NO_FOLDER,
  blob: () => NO_FOLDER,
};

/** Looks only into these folders and those above them, however many files the commit has. */
export function readFoldersAt(
  git: RunGitCommand,
  commit: string,
  folders: readonly string[],
): Promise<ReadonlyMap<string, Known<Entries>>> {
  return walkTree(git, { commit, paths: folders }, ENTRIES);
}

function folderEntry({ name, mode }: TreeEntry): FolderEntry {
  return { name: pathFromBytes(Buffer.from(name, 'latin1')), mode };
}

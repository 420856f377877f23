import type { FileSystem } from '@lockkeeper/operations/ports';
import type { Known } from '@lockkeeper/policy-core';

import { withSlashes } from '../../system/path-resolution.ts';
import { createDiskReader } from './disk-reader.ts';
import { readLinksOnDisk } from './links-on-disk.ts';
import { walkFolders } from './walk-folders.ts';

/** Knows which files on disk git ignores. */
export interface DiskListing {
  listOnDisk(folders: readonly string[]): Promise<Known<readonly string[]>>;
}

/** Without `git` everything on disk is listed, also what git would ignore, but no `.git` folder. */
export function createFileSystem(root: string, { git }: { git?: DiskListing | undefined } = {}): FileSystem {
  return {
    read: createDiskReader(root),
    links: (paths) => readLinksOnDisk(root, paths),
    list: (folders) => {
      const asked = folders.map((folder) => withSlashes(folder));
      return git === undefined ? walkFolders(root, asked) : git.listOnDisk(asked);
    },
  };
}

import type { FileSystem } from '@lockkeeper/operations/ports';

import { withSlashes } from '../../system/place-in-repository.ts';
import { createDiskReader } from './disk-reader.ts';
import type { DiskListing } from '../git/git.ts';
import { readLinksOnDisk } from '../git/links.ts';
import { walkFolders } from './walk-folders.ts';

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

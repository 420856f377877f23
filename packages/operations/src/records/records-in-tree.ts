import { unobserved } from '@lockkeeper/policy-core';

import type { DeployRecords, LogReader, Observers } from '../ports/index.ts';
import { readerAt } from '../observe/reader-at.ts';

/** Records that are files of the tree: the record of the commit, or on disk for `worktree`. */
export function recordsInTree(
  head: string,
  { observers, logs }: { readonly observers: Observers; readonly logs: LogReader },
): DeployRecords {
  const read = readerAt(head, observers);
  return {
    logs,
    read: async (path) => (await read([path])).get(path) ?? unobserved('it was not read'),
  };
}

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { exportTree, type ExportedTree } from './export-tree.ts';

/** The files of a commit, for those who may not need them. */
export interface TreeOnDemand {
  /** The folder that has them, absolute; they are written with the first question. */
  readonly folder: () => Promise<Known<string>>;
  /** Takes away what was written. */
  remove(): Promise<void>;
}

export function treeOnDemand(repository: string, commit: string): TreeOnDemand {
  let exported: Promise<Known<ExportedTree>> | undefined;
  return {
    folder: async () => {
      const tree = await (exported ??= exportTree(repository, commit));
      return tree.known
        ? observed(tree.value.root)
        : unobserved(`the files of ${commit.slice(0, 12)} could not be written: ${tree.reason}`);
    },
    remove: async () => {
      const tree = await exported;
      if (tree?.known === true) await tree.value.remove();
    },
  };
}

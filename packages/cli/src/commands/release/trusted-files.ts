import { treeOnDemand } from '@lockkeeper/host-node/write';
import type { Known } from '@lockkeeper/policy-core';

import type { OpenReleases } from './open-place.ts';

/** Where programs of the policy run, and until when. */
export interface ProgramPlace {
  /** The files of the commit whose policy counts, absolute. */
  readonly folder: () => Promise<Known<string>>;
  readonly signal: AbortSignal;
}

/**
 * Does something that may run programs of the policy. They are those of the commit whose policy counts, and not what is
 * checked out: who says what is deployed would say how, otherwise. Its files are taken away whatever comes of it.
 */
export async function withTrustedFiles<T>(
  { repository: { root }, commit }: Pick<OpenReleases, 'repository' | 'commit'>,
  work: (folder: ProgramPlace['folder']) => Promise<T>,
): Promise<T> {
  const tree = treeOnDemand(root, commit);
  try {
    return await work(tree.folder);
  } finally {
    await tree.remove();
  }
}

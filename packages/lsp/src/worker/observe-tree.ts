import { LOCAL_CIRCUMSTANCES, observe } from '@lockkeeper/operations/observe';

import type { Surroundings } from './surroundings.ts';

/** All that is seen of the files that the policy of a root names, as they are on disk and open. */
export async function observeTree(root: string, surroundings: Surroundings): ReturnType<typeof observe> {
  const { base, change } = await surroundings.git(root);
  return observe(
    {
      focus: { kind: 'tree' },
      // A base that cannot be compared with must not keep the files from being judged.
      base: change.known ? base : undefined,
      head: 'worktree',
      policyFrom: 'head',
      branch: undefined,
      compare: 'merge-base',
      circumstances: LOCAL_CIRCUMSTANCES,
    },
    await surroundings.observers(root),
  );
}

import { LOCAL_CIRCUMSTANCES, observe } from '@lockkeeper/operations/observe';

import type { WorkspaceContext } from './workspace-context.ts';

/** All that is seen of the files that the policy of a root names, as they are on disk and open. */
export async function observeTree(root: string, context: WorkspaceContext): ReturnType<typeof observe> {
  const { base, change } = await context.git(root);
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
    await context.observers(root),
  );
}

import { LOCAL_CIRCUMSTANCES, observe, type Observers } from '@lockkeeper/operations/observe';
import { observed } from '@lockkeeper/policy-core';

import { isPolicyName, type ValidPolicyFile } from './policy-cache.ts';
import type { WorkspaceContext } from './workspace-context.ts';

export interface JudgedTree {
  /** URI of the folder that holds the policy. */
  readonly root: string;
  readonly judging: ValidPolicyFile;
}

/** All that is seen of the files that the policy of a root names, as they are on disk and open. */
export async function observeTree(
  { root, judging }: JudgedTree,
  context: WorkspaceContext,
): ReturnType<typeof observe> {
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
    withPolicy(judging, await context.observers(root)),
  );
}

/** Reads the policy as it judges, also while it is written anew. */
function withPolicy({ policy, text }: ValidPolicyFile, observers: Observers): Observers {
  const { files } = observers;
  const content = observed({ kind: 'text' as const, text });
  const absent = observed({ kind: 'absent' as const });
  const read: Observers['files']['read'] = async (path) => {
    const base = policy.bases.find((one) => one.path === path);
    if (base !== undefined) return observed({ kind: 'text' as const, text: base.text });
    if (!isPolicyName(path)) return files.read(path);
    return path === policy.path ? content : absent;
  };
  return { ...observers, files: { ...files, read } };
}

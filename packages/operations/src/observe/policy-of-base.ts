import type { Observers } from '../ports/index.ts';
import type { LocalBase } from './local-base.ts';
import { readerAt } from './reader-at.ts';
import { readPolicyFile, type PolicyFile, type ReadFiles } from './policy-file.ts';

/** What a hook judges by: whose policy, and where what it speaks of is read. */
export interface BasePolicy {
  /** The commit that the policy is of; `undefined`: of the files on disk, as no commit has one. */
  readonly base: string | undefined;
  readonly file: PolicyFile;
  readonly read: ReadFiles;
}

/**
 * The policy that an agent cannot have loosened a moment ago: that of the branch people merge into, else
 * that of the last commit, and only where neither has one that of the files on disk.
 */
export async function policyOfBase(
  { base, head }: Pick<LocalBase, 'base' | 'head'>,
  observers: Observers,
): Promise<BasePolicy> {
  for (const commit of new Set([base, head])) {
    if (commit === undefined) continue;
    const read = readerAt(commit, observers);
    const file = await readPolicyFile(read);
    if (file.kind !== 'absent') return { base: commit, file, read };
  }
  const read = readerAt('worktree', observers);
  return { base: undefined, file: await readPolicyFile(read), read };
}

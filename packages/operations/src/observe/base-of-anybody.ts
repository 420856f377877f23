import { isGuardedBranch } from '@lockkeeper/policy-core/observe';

import type { Observers } from '../ports/index.ts';
import { readPolicyFile, type PolicyFile, type ReadFiles } from './policy-file.ts';
import { readerAt } from './reader-at.ts';

/** The branch that a change asks to be merged into, and the branch whose word counts where that one is not guarded. */
export interface AskedBase {
  /** Without `refs/heads/`. */
  readonly branch: string;
  /** A name of the commit that the default branch is at. */
  readonly byDefault: string;
}

interface DefaultPolicy {
  readonly file: PolicyFile;
  readonly read: ReadFiles;
  readonly notice: string;
}

/**
 * The policy of the default branch, where the base is a branch that it does not guard: anybody may have made that
 * one, with any policy in it. It judges too where there is no policy at the base, or the change would bring one of its
 * own. `undefined`: the base is guarded, and its policy judges.
 */
export async function policyAgainstBase(
  { branch, byDefault }: AskedBase,
  { base, observers }: { readonly base: PolicyFile; readonly observers: Observers },
): Promise<DefaultPolicy | undefined> {
  const read = readerAt(byDefault, observers);
  const file = await readPolicyFile(read);
  // Where the default branch has no policy yet, the first one may be tried out elsewhere.
  if (file.kind === 'absent') return undefined;
  const isGuarded = file.kind === 'policy' && isGuardedBranch(file.policy.branches, branch);
  if (!isGuarded) return { file, read, notice: unguardedNotice(branch) };
  return base.kind === 'absent' ? { file, read, notice: noPolicyNotice(branch) } : undefined;
}

function unguardedNotice(branch: string): string {
  return `The policy of the default branch does not guard ${branch}, so it judges in place of the policy there. This verdict counts for no guarded branch.`;
}

function noPolicyNotice(branch: string): string {
  return `${branch} has no policy, so the policy of the default branch judges.`;
}

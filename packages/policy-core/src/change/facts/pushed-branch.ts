import type { Known } from '../../model/known.ts';
import type { Observations, PullRequest } from '../../model/observations.ts';
import type { BranchClass, Policy } from '../../policy/policy.ts';
import { branchClassOf, branchOfRef } from '../../policy/branch-class.ts';

/** A push to a branch of a kind that the policy describes. */
export interface PushedBranch {
  readonly branch: string;
  readonly kind: BranchClass;
  readonly rewrites: Known<boolean>;
  /** The pull request its head came from; `null`: none. */
  readonly pullRequest: Known<PullRequest | null>;
}

/** `undefined`: nothing is pushed, or the policy says nothing of that branch. */
export function pushedBranch(
  { branches }: Policy,
  { change, pullRequest, focus }: Pick<Observations, 'change' | 'pullRequest' | 'focus'>,
): PushedBranch | undefined {
  if (!change.known || change.value.push === null || focus.kind === 'release') return undefined;
  const { ref, rewrites } = change.value.push;
  const branch = branchOfRef(ref);
  const kind = branch === undefined ? undefined : branchClassOf(branches, branch);
  if (branch === undefined || kind === undefined) return undefined;
  return { branch, kind, rewrites, pullRequest };
}

import { observed, unobserved, type Known } from '../../model/known.ts';
import type { Observations, PullRequest } from '../../model/observations.ts';
import type { BranchClass, Policy } from '../../policy/policy.ts';
import { branchClassOf, branchOfRef } from '../../policy/branch-class.ts';
import { defineSubjects, NOWHERE } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { seenParts } from '../../engine/seen-inputs.ts';

/** A push to a branch of a kind that the policy describes. */
export interface PushedBranch {
  readonly branch: string;
  readonly kind: BranchClass;
  readonly rewrites: Known<boolean>;
  /** The pull request that was merged into this branch and brought its head; `null`: none. */
  readonly mergedFrom: Known<PullRequest | null>;
}

/** None: nothing is pushed to a branch the policy describes. */
export const pushedBranch = defineSubjects<PushedBranch>({
  name: 'pushed-branch',
  words: 'the push, its pull request',
  of: 'change',
  isConfigured: (get) => policySections(get, 'branches').branches.classes.length > 0,
  compute: (get) => {
    const policy = policySections(get, 'branches');
    const judged = findPushedBranch(policy, seenParts(get, 'change', 'pullRequest', 'focus'));
    return judged === undefined ? [] : [{ ...NOWHERE, judged }];
  },
});

/** `undefined`: nothing is pushed, or the policy says nothing of that branch. */
export function findPushedBranch(
  { branches }: Pick<Policy, 'branches'>,
  { change, pullRequest, focus }: Pick<Observations, 'change' | 'pullRequest' | 'focus'>,
): PushedBranch | undefined {
  if (!change.known || change.value.push === null || focus.kind === 'release') return undefined;
  const { ref, rewrites } = change.value.push;
  const branch = branchOfRef(ref);
  const kind = branch === undefined ? undefined : branchClassOf(branches, branch);
  if (branch === undefined || kind === undefined) return undefined;
  return { branch, kind, rewrites, mergedFrom: mergedInto(branch, pullRequest) };
}

/** One that is open has brought nothing yet, and one that was merged into another branch brought nothing here. */
function mergedInto(branch: string, found: Known<PullRequest | null>): Known<PullRequest | null> {
  if (!found.known || found.value === null) return found;
  const { number, base, mergedAt } = found.value;
  if (mergedAt === undefined) return observed(null);
  if (base === undefined) return unobserved(`it is not known into which branch #${number} was merged`);
  return observed(base === branch ? found.value : null);
}

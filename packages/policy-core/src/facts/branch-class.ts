import type { PathPattern } from '../policy/path-pattern.ts';
import type { BranchClass, BranchPolicy } from '../policy/policy.ts';

/** The kind of a branch, by its name without `refs/heads/`: the first kind that matches, as they are written. */
export function branchClassOf({ classes }: BranchPolicy, branch: string): BranchClass | undefined {
  return classes.find(({ match }) => match.some((pattern) => isBranchOf(pattern, branch)));
}

/** As for paths, except that `auto/**` is not the branch `auto`: below a branch there is no folder. */
export function isBranchOf({ text, matches }: PathPattern, branch: string): boolean {
  return matches(branch) && !(text.endsWith('/**') && `${branch}/**` === text);
}

export function branchOfRef(ref: string): string | undefined {
  return ref.startsWith(HEADS) ? ref.slice(HEADS.length) : undefined;
}

const HEADS = 'refs/heads/';

import { compilePattern, type PathPattern } from './patterns/path-pattern.ts';
import type { BranchClass, BranchPolicy } from './policy.ts';

/** The kind of a branch, by its name without `refs/heads/`: the first kind that matches, as they are written. */
export function branchClassOf({ classes }: BranchPolicy, branch: string): BranchClass | undefined {
  return classes.find(({ match }) => match.some((pattern) => isBranchOf(pattern, branch)));
}

/** As for paths, except that `auto/**` is not the branch `auto`: below a branch there is no folder. */
export function isBranchOf(pattern: PathPattern, branch: string): boolean {
  return pattern.matches(branch) && (belowOnly(pattern)?.matches(branch) ?? true);
}

/** A pattern that covers what lies below `auto`, and not `auto`; `undefined` for patterns that do not end like that. */
function belowOnly(pattern: PathPattern): PathPattern | undefined {
  if (!pattern.text.endsWith('/**')) return undefined;
  if (!BELOW_ONLY.has(pattern)) {
    const result = compilePattern(pattern.text.replace(/\*\*$/, '*/**'));
    BELOW_ONLY.set(pattern, result.kind === 'pattern' ? result.pattern : undefined);
  }
  return BELOW_ONLY.get(pattern);
}

/** Repositories have many branches, and a policy keeps its patterns as long as it lives. */
const BELOW_ONLY = new WeakMap<PathPattern, PathPattern | undefined>();

/** Kinds of branches to which pushes are limited at all. */
export function guardedClasses({ classes }: BranchPolicy): readonly BranchClass[] {
  return classes.filter(({ needsPullRequest, keepsHistory }) => needsPullRequest || keepsHistory);
}

/** Whether the policy limits pushes to the branch; where it limits none, the usual main branches count. */
export function isGuardedBranch(branches: BranchPolicy, branch: string): boolean {
  const guarded = guardedClasses(branches);
  if (guarded.length === 0) return ['main', 'master'].includes(branch);
  const kind = branchClassOf(branches, branch);
  return kind !== undefined && guarded.includes(kind);
}

export function branchOfRef(ref: string): string | undefined {
  return ref.startsWith(HEADS) ? ref.slice(HEADS.length) : undefined;
}

const HEADS = 'refs/heads/';

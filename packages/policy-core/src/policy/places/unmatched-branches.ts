import type { UnmatchedPlace } from '../../model/observations.ts';
import { isBranchOf } from '../branch-class.ts';
import { nearestWord } from '../nearest-word.ts';
import type { BranchClass } from '../policy.ts';

/** Kinds of branches that should be there at any time, and of which there is none. */
export function findUnmatchedBranches(
  classes: readonly BranchClass[],
  branches: readonly string[],
): readonly UnmatchedPlace[] {
  const isThere = ({ match }: BranchClass) =>
    match.some((pattern) => branches.some((branch) => isBranchOf(pattern, branch)));
  return lastingBranches(classes)
    .filter((kind) => !isThere(kind))
    .map(({ match, at }) => {
      const written = match.map(({ text }) => text);
      const meant = nearestWord(written[0] ?? '', branches) ?? null;
      return { section: 'branches', written, at, meant, hidden: null };
    });
}

/** Those that name branches and no pattern: of `auto/*` there is none most of the time. */
function lastingBranches(classes: readonly BranchClass[]): readonly BranchClass[] {
  return classes.filter(
    ({ match, isOptional }) => !isOptional && match.every(({ text }) => /^[\w./-]+$/.test(text)),
  );
}

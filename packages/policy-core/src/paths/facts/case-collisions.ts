import type { ChangeEntry } from '../../model/observations.ts';
import type { PatternLine, Policy } from '../../policy/policy.ts';
import {
  anyProtectionIn,
  protectingLine,
  protectingLineIn,
  protectionsOf,
  writtenIn,
  type Protection,
} from '../../change/facts/path-protection.ts';
import type { HeadTree } from './head-tree.ts';
import { foldPath } from './path-folding.ts';
import { siblingSearch, type SiblingCollision, type UnseenFolder } from './sibling-collision.ts';
import { defineJudged } from '../../engine/judged-fact.ts';
import { policyInput } from '../../engine/run-inputs.ts';
import { changedTree } from './changed-tree.ts';
import { changedSubjects } from '../../change/facts/judged-change.ts';

/** Added paths that are another path where case does not count. */
export interface CaseCollisions {
  readonly found: readonly CaseCollision[];
  /** Folders of added paths in which nobody could look for such a name. */
  readonly unknown: readonly UnseenFolder[];
}

export type CaseCollision =
  | ({ readonly kind: 'sibling'; readonly path: string } & SiblingCollision)
  /** In another case the path would be under a guard. */
  | { readonly kind: 'guard'; readonly path: string; readonly guard: Protection; readonly line: PatternLine };

export const caseCollisions = defineJudged<CaseCollisions>({
  name: 'case-collisions',
  words: 'the change, the folders before it',
  about: 'change',
  subjects: (_, get) => changedSubjects(get),
  compute: (get) => {
    const { entries, tree } = get(changedTree);
    return findCaseCollisions(get(policyInput), entries, tree);
  },
});

export function findCaseCollisions(
  policy: Policy,
  entries: readonly ChangeEntry[],
  tree: HeadTree,
): CaseCollisions {
  const withGuard = guardSearch(protectionsOf(policy));
  const withSibling = siblingSearch(tree);
  const found: CaseCollision[] = [];
  const unknown = new Map<string, string>();
  for (const { path, status } of entries) {
    if (status !== 'added' && status !== 'type-changed') continue;
    const guarded = withGuard(path);
    if (guarded !== undefined) {
      found.push(guarded);
      continue;
    }
    const { collision, unseen } = withSibling(path);
    if (collision !== undefined) found.push({ kind: 'sibling', path, ...collision });
    else if (unseen !== undefined) unknown.set(unseen.folder, unseen.reason);
  }
  return { found, unknown: Array.from(unknown, ([folder, reason]) => ({ folder, reason })) };
}

function guardSearch(guards: readonly Protection[]): (path: string) => CaseCollision | undefined {
  return (path) => {
    const folded = writtenIn(foldPath, path);
    // Asked for here and not before: most runs add no path, and patterns take time to be compiled.
    if (!anyProtectionIn(foldPath, guards)(folded.written)) return undefined;
    for (const guard of guards) {
      const line = protectingLineIn(guard, folded);
      if (line !== undefined && protectingLine(guard, path) === undefined) {
        return { kind: 'guard', path, guard, line };
      }
    }
    return undefined;
  };
}

import type { ChangeEntry } from '../../model/observations.ts';
import type { PatternLine } from '../../policy/policy.ts';
import {
  anyProtectionIn,
  PROTECTIONS,
  protectingLine,
  protectingLineIn,
  protectionsOf,
  writtenIn,
  type Protection,
  type ProtectionSections,
} from '../../change/facts/path-protection.ts';
import type { HeadTree } from './head-tree.ts';
import { foldPath } from './path-folding.ts';
import { siblingSearch, type SiblingCollision, type UnseenFolder } from './sibling-collision.ts';
import { defineSubjects, withFound } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { changedTree } from './changed-tree.ts';
import { changedSubjects } from '../../change/facts/judged-change.ts';

/** An added path that is another path where case does not count, or may be. */
export type CaseStanding =
  | CaseCollision
  /** Nobody could look for such a name in the folder. */
  | ({ readonly kind: 'unknown'; readonly path: string } & UnseenFolder);

export type CaseCollision =
  | ({ readonly kind: 'sibling'; readonly path: string } & SiblingCollision)
  /** In another case the path would be under a guard. */
  | { readonly kind: 'guard'; readonly path: string; readonly guard: Protection; readonly line: PatternLine };

export const caseCollisions = defineSubjects<readonly CaseStanding[]>({
  name: 'case-collisions',
  words: 'the change, the folders before it',
  of: 'changed path',
  compute: (get) => {
    const { entries, tree } = changedTree(get);
    const policy = policySections(get, ...PROTECTIONS);
    return withFound(changedSubjects(get), findCaseCollisions(policy, entries, tree));
  },
});

export function findCaseCollisions(
  policy: ProtectionSections,
  entries: readonly ChangeEntry[],
  tree: HeadTree,
): readonly CaseStanding[] {
  const withGuard = guardSearch(protectionsOf(policy));
  const withSibling = siblingSearch(tree);
  return entries.flatMap(({ path, status }): CaseStanding | readonly [] => {
    if (status !== 'added' && status !== 'type-changed') return [];
    const guarded = withGuard(path);
    if (guarded !== undefined) return guarded;
    const { collision, unseen } = withSibling(path);
    if (collision !== undefined) return { kind: 'sibling', path, ...collision };
    return unseen === undefined ? [] : { kind: 'unknown', path, ...unseen };
  });
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

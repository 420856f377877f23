import type { Policy } from '../../policy/policy.ts';
import { findCaseCollisions } from './case-collisions.ts';
import { findChangedLinks } from './changed-links.ts';
import { treeAfter, type SeenAround } from './changed-tree.ts';
import { findConfusableNames } from './confusable-names.ts';
import { findSuspiciousNames } from './suspicious-names.ts';

/** Paths to look at, as far as what is known already tells. */
export interface SurroundingsWanted {
  /** Links at the head. */
  readonly links: readonly string[];
  /** Folders at the base; `''` is the root. */
  readonly folders: readonly string[];
}

/**
 * What must be seen next to judge the change. A link leads to others: ask again with the answers until
 * nothing is wanted any more. What was asked for in vain is not wanted again.
 */
export function surroundingsWanted(policy: Policy, seen: SeenAround): SurroundingsWanted {
  const links = new Set<string>();
  const folders = new Set<string>();
  const { entries, tree } = treeAfter(seen, {
    link: (path) => links.add(path),
    folder: (path) => folders.add(path),
  });
  // Judging is what knows best what it lacks.
  for (const find of [findChangedLinks, findCaseCollisions, findSuspiciousNames, findConfusableNames])
    find(policy, entries, tree);
  return { links: [...links], folders: [...folders] };
}

import type { Observations, ChangeEntry } from '../../model/observations.ts';
import type { Policy } from '../../policy/policy.ts';
import { findCaseCollisions, type CaseCollisions } from './case-collisions.ts';
import { findChangedLinks, type ChangedLink } from './changed-links.ts';
import { findConfusableNames, type ConfusableNames } from './confusable-names.ts';
import { headTree, type Surroundings, type Unseen } from './head-tree.ts';
import { findSuspiciousNames, type SuspiciousName } from './suspicious-names.ts';
import { foldPath } from './path-folding.ts';

/** What a change does to a repository beside the texts of its files. */
export interface PathIntegrity {
  readonly changedLinks: readonly ChangedLink[];
  readonly changedSubmodules: readonly ChangedSubmodule[];
  readonly caseCollisions: CaseCollisions;
  readonly suspiciousNames: readonly SuspiciousName[];
  readonly confusableNames: ConfusableNames;
}

/** A single document is no change of its own. A change nobody saw is the matter of `policy/diff-incomplete`. */
export function pathIntegrity(policy: Policy, seen: Seen): PathIntegrity {
  return judge(policy, seen, undefined);
}

type Seen = Pick<Observations, 'focus' | 'change'> & Surroundings;

function judge(
  policy: Policy,
  { focus, change, links, folders }: Seen,
  unseen: Unseen | undefined,
): PathIntegrity {
  const entries = change.known && focus.kind !== 'document' ? change.value.entries : [];
  const tree = headTree(entries, { links, folders }, unseen);
  return {
    changedLinks: findChangedLinks(policy, entries, tree),
    changedSubmodules: findChangedSubmodules(policy, entries),
    caseCollisions: findCaseCollisions(policy, entries, tree),
    suspiciousNames: findSuspiciousNames(policy, entries, tree),
    confusableNames: findConfusableNames(policy, entries, tree),
  };
}

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
export function surroundingsWanted(policy: Policy, seen: Seen): SurroundingsWanted {
  const links = new Set<string>();
  const folders = new Set<string>();
  // Judging is what knows best what it lacks.
  judge(policy, seen, { link: (path) => links.add(path), folder: (path) => folders.add(path) });
  return { links: [...links], folders: [...folders] };
}

/** What a change does to the submodules of a repository. Taking one away brings in nothing. */
interface ChangedSubmodule {
  readonly path: string;
  readonly status: ChangeEntry['status'];
  /** `list`: the file that says where submodules come from. */
  readonly kind: 'submodule' | 'list';
}

const SUBMODULE = '160000';

/** Git reads this one only, in any case where the file system does not tell them apart. */
const LIST = '.gitmodules';

export function findChangedSubmodules(
  { integrity }: Policy,
  entries: readonly ChangeEntry[],
): readonly ChangedSubmodule[] {
  if (integrity.submodules === 'allow') return [];
  return entries.flatMap(({ path, status, newMode }): readonly ChangedSubmodule[] => {
    if (status === 'deleted') return [];
    if (newMode === SUBMODULE) return [{ path, status, kind: 'submodule' }];
    return foldPath(path) === LIST ? [{ path, status, kind: 'list' }] : [];
  });
}

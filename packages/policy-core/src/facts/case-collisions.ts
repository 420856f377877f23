import type { ChangeEntry } from '../observations.ts';
import type { PatternLine, Policy } from '../policy/policy.ts';
import { guardingLine, guardingLineIn, guardsOf, writtenIn, type Guard } from './guards.ts';
import { joined, nameOf, type HeadTree } from './head-tree.ts';
import { foldersAbove, newPathsOf } from './new-names.ts';
import { foldPath } from './path-folding.ts';

/** Added paths that are another path where case does not count. */
export interface CaseCollisions {
  readonly found: readonly CaseCollision[];
  readonly unknown: readonly UnknownCollision[];
}

export type CaseCollision =
  /** `own` is the added path or a folder above it, `other` what lies beside it under nearly the same name. */
  | { readonly kind: 'sibling'; readonly path: string; readonly own: string; readonly other: string }
  /** In another case the path would be under a guard. */
  | { readonly kind: 'guard'; readonly path: string; readonly guard: Guard; readonly line: PatternLine };

/** Folders of added paths in which nobody could look for such a name. */
export interface UnknownCollision {
  readonly folder: string;
  readonly reason: string;
}

export function caseCollisions(
  policy: Policy,
  entries: readonly ChangeEntry[],
  tree: HeadTree,
): CaseCollisions {
  const named = entries.filter(({ status }) => status === 'added' || status === 'type-changed');
  const guards = guardsOf(policy);
  const found: CaseCollision[] = [];
  const unknown = new Map<string, string>();
  for (const entry of named) {
    const collision = withGuard(entry.path, guards) ?? withSibling(entry, { tree, unknown });
    if (collision !== undefined) found.push(collision);
  }
  return { found, unknown: Array.from(unknown, ([folder, reason]) => ({ folder, reason })) };
}

function withGuard(path: string, guards: readonly Guard[]): CaseCollision | undefined {
  const folded = writtenIn(foldPath, path);
  for (const guard of guards) {
    const line = guardingLineIn(guard, folded);
    if (line !== undefined && guardingLine(guard, path) === undefined) {
      return { kind: 'guard', path, guard, line };
    }
  }
  return undefined;
}

interface Search {
  readonly tree: HeadTree;
  /** Reasons by folder. */
  readonly unknown: Map<string, string>;
}

/**
 * From the root down. A folder that was there under this name already has made its choice; but a
 * twin of it is searched as well, as what lies in both is in one folder where case does not count.
 */
function withSibling(entry: ChangeEntry, { tree, unknown }: Search): CaseCollision | undefined {
  const fresh = new Set(newPathsOf(entry, tree));
  const unseen: UnknownCollision[] = [];
  let folders: readonly string[] = [''];
  for (const own of [...foldersAbove(entry.path), entry.path]) {
    const others = folders.flatMap((folder) => {
      const paths = tree.spellingsOf(joined(folder, nameOf(own)));
      if (!paths.known) unseen.push({ folder, reason: paths.reason });
      return paths.known ? paths.value.filter((path) => path !== own) : [];
    });
    const other = others.find((path) => isThere(path, tree, unseen));
    if (other !== undefined && fresh.has(own)) return { kind: 'sibling', path: entry.path, own, other };
    folders = [own, ...others];
  }
  // Whoever could not look into a folder knows nothing of those below it either.
  const [outermost] = unseen;
  if (outermost !== undefined) unknown.set(outermost.folder, outermost.reason);
  return undefined;
}

function isThere(path: string, tree: HeadTree, unseen: UnknownCollision[]): boolean {
  const left = tree.isLeft(path);
  if (!left.known) unseen.push({ folder: path, reason: left.reason });
  return left.known && left.value;
}

import type { Get } from '../../engine/queries/query.ts';
import { folderBefore, linkAt, seenParts } from '../../engine/seen-inputs.ts';
import type { ChangeEntry } from '../../model/observations.ts';
import { headTree, type HeadTree } from './head-tree.ts';

/** What a change touches, and the tree it leaves. */
export interface ChangedTree {
  readonly entries: readonly ChangeEntry[];
  readonly tree: HeadTree;
}

/**
 * A single document is no change of its own. A change nobody saw is the matter of `policy/diff-incomplete`. The tree
 * keeps what it looked at, so it is for one fact alone, which rests on that.
 */
export function changedTree(get: Get): ChangedTree {
  const { focus, change } = seenParts(get, 'focus', 'change');
  const entries = change.known && focus.kind !== 'document' ? change.value.entries : [];
  const tree = headTree(entries, {
    link: (path) => get(linkAt, path),
    folder: (path) => get(folderBefore, path),
  });
  return { entries, tree };
}

import { observationsInput } from '../../engine/run-inputs.ts';
import { defineFact } from '../../engine/queries/query.ts';
import type { ChangeEntry, Observations } from '../../model/observations.ts';
import { headTree, type HeadTree, type Surroundings, type Unseen } from './head-tree.ts';

/** What a change touches, and the tree it leaves. */
export interface ChangedTree {
  readonly entries: readonly ChangeEntry[];
  readonly tree: HeadTree;
}

export const changedTree = defineFact<ChangedTree>({
  name: 'changed-tree',
  compute: (get) => treeAfter(get(observationsInput), undefined),
});

export type SeenAround = Pick<Observations, 'focus' | 'change'> & Surroundings;

/** A single document is no change of its own. A change nobody saw is the matter of `policy/diff-incomplete`. */
export function treeAfter(
  { focus, change, links, folders }: SeenAround,
  unseen: Unseen | undefined,
): ChangedTree {
  const entries = change.known && focus.kind !== 'document' ? change.value.entries : [];
  return { entries, tree: headTree(entries, { links, folders }, unseen) };
}

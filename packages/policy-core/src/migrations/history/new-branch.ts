import type { RevisionGraph } from './revision-graph.ts';

/** Where a line of new revisions leaves what was there before. */
export interface NewBranch {
  readonly id: string;
  readonly path: string;
  /** A revision that was there before; of several, the first. */
  readonly parent: string;
}

/** The oldest new revision on the way down from a head; `undefined` where nothing old lies below it. */
export function newBranch(graph: RevisionGraph, before: RevisionGraph, head: string): NewBranch | undefined {
  const line = new Set([head]);
  // A set goes on through what is added while it is read.
  for (const id of line) {
    const revision = graph.revisions.get(id);
    if (revision === undefined || before.revisions.has(id)) continue;
    const parent = revision.parents.find((named) => before.revisions.has(named.id));
    if (parent !== undefined) return { id, path: revision.path, parent: parent.id };
    for (const named of revision.parents) line.add(named.id);
  }
  return undefined;
}

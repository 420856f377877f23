import { branchHeads } from './branch-heads.ts';
import { newBranch, type NewBranch } from './new-branch.ts';
import type { RevisionGraph } from './revision-graph.ts';

/** New revisions whose place at the head somebody else has taken meanwhile. */
export interface StaleBranch extends NewBranch {
  /** The head of the target branch, and its file there. */
  readonly other: { readonly id: string; readonly path: string };
}

export interface SeenGraphs {
  /** The change alone. */
  readonly graph: RevisionGraph;
  readonly before: RevisionGraph;
  /** The change with what the target branch has by now. */
  readonly merged: RevisionGraph;
  /** The target branch alone, where its heads are no matter of the change; left out: those of `graph` are none. */
  readonly target?: RevisionGraph;
}

/** Green apart and red together. What has too many heads without the target is not among them. */
export function staleBranches(seen: SeenGraphs, allowed: readonly string[]): readonly StaleBranch[] {
  const { graph, before, merged, target } = seen;
  const isNew = (head: string) => graph.heads.includes(head) && !before.revisions.has(head);
  const own = branchHeads(target ?? graph, allowed);
  return branchHeads(merged, allowed).flatMap(({ label, heads }) => {
    const had = own.find((branch) => branch.label === label)?.heads.length ?? 0;
    const theirs = heads.find((head) => (target ? !isNew(head) : !graph.heads.includes(head)));
    if (theirs === undefined || heads.length <= Math.max(1, had)) return [];
    const other = { id: theirs, path: merged.revisions.get(theirs)?.path ?? '' };
    return heads
      .filter(isNew)
      .flatMap((head) => newBranch(graph, before, head) ?? [])
      .map((branch) => ({ ...branch, other }));
  });
}

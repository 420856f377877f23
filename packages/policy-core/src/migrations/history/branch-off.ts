import { lineOf } from './line-of.ts';
import type { NewBranch } from './new-branch.ts';
import type { RevisionGraph } from './revision-graph.ts';

/**
 * Where the line of one head leaves that of another: built on that head instead, it leaves one of the two.
 * `undefined` where it comes from several revisions or from none, and where what it leaves would be a head then.
 */
export function branchOff(graph: RevisionGraph, head: string, other: string): NewBranch | undefined {
  const kept = lineOf(graph, other);
  const line = new Set([head]);
  // A set goes on through what is added while it is read, and a circle adds nothing.
  for (const id of line) {
    const revision = graph.revisions.get(id);
    const [parent, ...more] = revision?.parents ?? [];
    if (revision === undefined || parent === undefined || more.length > 0 || kept.has(id)) return undefined;
    if (!kept.has(parent.id)) line.add(parent.id);
    else if (hasChildBeside(graph, parent.id, id)) return { id, path: revision.path, parent: parent.id };
  }
  return undefined;
}

function hasChildBeside({ revisions }: RevisionGraph, parent: string, child: string): boolean {
  return Array.from(revisions.values()).some(
    ({ id, parents }) => id !== child && parents.some((named) => named.id === parent),
  );
}

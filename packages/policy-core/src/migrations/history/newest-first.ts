import type { RevisionGraph } from './revision-graph.ts';

/**
 * Every revision before those it builds on, branch by branch, as `git log --topo-order` lists commits. What lies
 * on a circle comes last.
 */
export function newestFirst(graph: RevisionGraph): readonly string[] {
  const { revisions, order } = graph;
  const waiting = childrenCounted(graph);
  const ready = order.filter((id) => waiting.get(id) === 0);
  const listed: string[] = [];
  // The last one to become ready goes on: a branch is told to its end before the next one.
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    listed.push(id);
    for (const parent of standsOn(graph, id).toReversed()) {
      const left = (waiting.get(parent) ?? 0) - 1;
      waiting.set(parent, left);
      if (left === 0) ready.push(parent);
    }
  }
  const told = new Set(listed);
  const rest = [...revisions.keys()].filter((id) => !told.has(id)).toSorted();
  return [...listed, ...rest];
}

/** What is there of its parents, and of what it depends on by id, each once. */
function standsOn({ revisions }: RevisionGraph, id: string): readonly string[] {
  const { parents = [], dependsOn = [] } = revisions.get(id) ?? {};
  const named = new Set([...parents, ...dependsOn].map((other) => other.id));
  return [...named].filter((other) => revisions.has(other));
}

function childrenCounted(graph: RevisionGraph): Map<string, number> {
  const counts = new Map([...graph.revisions.keys()].map((id) => [id, 0]));
  for (const id of graph.revisions.keys()) {
    for (const parent of standsOn(graph, id)) counts.set(parent, (counts.get(parent) ?? 0) + 1);
  }
  return counts;
}

import type { RevisionGraph } from './revision-graph.ts';

/** Heads of one branch, of which there should be one. */
export interface BranchHeads {
  /** `undefined`: the branch without a label that may stand beside others. */
  readonly label: string | undefined;
  /** Sorted. */
  readonly heads: readonly string[];
}

/** The heads by the labels that may have a head of their own, `expand` and `contract` for instance. */
export function branchHeads(graph: RevisionGraph, allowed: readonly string[]): readonly BranchHeads[] {
  const branches = new Map<string | undefined, string[]>();
  for (const head of graph.heads) {
    const label = allowed.length === 0 ? undefined : allowedLabel(graph, head, allowed);
    branches.set(label, [...(branches.get(label) ?? []), head]);
  }
  return Array.from(branches, ([label, heads]) => ({ label, heads }));
}

/** A label holds from where it is written on; one that all heads come from tells none of them apart. */
function allowedLabel(graph: RevisionGraph, head: string, allowed: readonly string[]): string | undefined {
  const others = graph.heads.filter((other) => other !== head).map((other) => lineOf(graph, other));
  for (const id of lineOf(graph, head)) {
    if (others.length > 0 && others.every((line) => line.has(id))) continue;
    const found = graph.revisions.get(id)?.labels.find((label) => allowed.includes(label.id));
    if (found !== undefined) return found.id;
  }
  return undefined;
}

/** The revision and everything it builds on, nearest first. */
function lineOf({ revisions }: RevisionGraph, id: string): ReadonlySet<string> {
  const line = new Set([id]);
  // A set goes on through what is added while it is read.
  for (const next of line) {
    for (const parent of revisions.get(next)?.parents ?? []) line.add(parent.id);
  }
  return line;
}

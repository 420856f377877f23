import type { RevisionGraph } from './revision-graph.ts';

/** A revision and everything it builds and depends on, as far as it is there. */
export function lineOf({ revisions }: RevisionGraph, id: string): ReadonlySet<string> {
  const labelled = new Map(
    [...revisions.values()].flatMap((one) => one.labels.map((label) => [label.id, one.id] as const)),
  );
  const line = new Set([id]);
  // A set goes on through what is added while it is read.
  for (const next of line) {
    const { parents = [], dependsOn = [] } = revisions.get(next) ?? {};
    for (const parent of parents) line.add(parent.id);
    for (const { id: name } of dependsOn) line.add(revisions.has(name) ? name : (labelled.get(name) ?? name));
  }
  return line;
}

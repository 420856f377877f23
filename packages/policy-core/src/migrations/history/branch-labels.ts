import type { PlacedRevision } from './placed-revision.ts';
import type { GraphRevision } from './revision-graph.ts';

/**
 * Which revision a label means, where it can mean one. Files that another one with their id hides count too:
 * Alembic has read them by then.
 */
export function labelledRevisions(placed: readonly PlacedRevision[]): {
  readonly byLabel: ReadonlyMap<string, string>;
  readonly clashes: ReadonlyMap<string, readonly string[]>;
} {
  const ids = new Set(placed.map(({ id }) => id));
  const carriers = new Map<string, string[]>();
  for (const { id, labels } of placed) {
    for (const label of labels) {
      const known = carriers.get(label.id);
      if (known) known.push(id);
      else carriers.set(label.id, [id]);
    }
  }
  const clashes = [...carriers].filter(([label, by]) => by.length > 1 || ids.has(label));
  return {
    byLabel: new Map([...carriers].flatMap(([label, by]) => by.slice(-1).map((id) => [label, id] as const))),
    clashes: new Map(clashes.map(([label, by]) => [label, [...new Set(by)].toSorted()])),
  };
}

/** A label holds for the revision that carries it and for all that comes after it. */
export function spreadLabels(
  revisions: ReadonlyMap<string, GraphRevision>,
  order: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const isAnyLabelled = [...revisions.values()].some(({ labels }) => labels.length > 0);
  const spread = new Map<string, readonly string[]>();
  if (!isAnyLabelled) return spread;
  for (const id of order) {
    const all = labelsOf(revisions.get(id), spread);
    if (all.length > 0) spread.set(id, all);
  }
  return spread;
}

/** Along a chain every revision has the labels of the one before: they share one list. */
function labelsOf(
  revision: GraphRevision | undefined,
  spread: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const own = revision?.labels.map(({ id }) => id) ?? [];
  const inherited = revision?.parents.flatMap((parent) => [spread.get(parent.id) ?? []]) ?? [];
  const [first = [], ...others] = inherited.filter((labels) => labels.length > 0);
  if (own.length + others.length === 0) return first;
  return [...new Set([...own, ...inherited.flat()])].toSorted();
}

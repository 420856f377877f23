import { displayText } from '../../model/display-text.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { GraphRevision, RevisionGraph } from '../../migrations/history/revision-graph.ts';
import type { Downgrade } from './rollback-decision.ts';

type Command = Pick<Downgrade, 'from' | 'to' | 'leaves' | 'revisions'>;

interface Wanted {
  /** What the database is at. */
  readonly versions: readonly string[];
  /** Everything that it has, in the order in which it ran. */
  readonly applied: readonly string[];
  /** What it shall have no more. */
  readonly unwanted: ReadonlySet<string>;
}

/**
 * The downgrades that take exactly these revisions back, each as Alembic is told it. Alembic takes a revision back with all
 * that builds on it or depends on it; unobserved where that is more than is unwanted.
 */
export function downgradeOrder(
  graph: RevisionGraph,
  { versions, applied, unwanted }: Wanted,
): Known<readonly Command[]> {
  const commands: Command[] = [];
  let [from, left] = [versions, applied];
  // From the end: what is taken back first leaves less for the next.
  for (const root of rootsAmong(graph, unwanted).toReversed()) {
    const gone = withAllAbove(graph, root, left);
    const wanted = gone.find((id) => !unwanted.has(id));
    if (wanted !== undefined)
      return unobserved(
        `taking ${displayText(root)} back takes ${displayText(wanted)} along, which the target has`,
      );
    left = left.filter((id) => !gone.includes(id));
    const leaves = headsAmong(graph, left);
    commands.push({ from, to: placeBelow(graph, root), leaves, revisions: gone.toReversed() });
    from = leaves;
  }
  return observed(commands);
}

/** Ids of those that nothing else among them is built on; what Alembic notes where these are all that ran. */
export function headsAmong(graph: RevisionGraph, ids: readonly string[]): readonly string[] {
  const below = new Set(ids.flatMap((id) => basesOf(graph, graph.revisions.get(id))));
  return ids.filter((id) => !below.has(id)).toSorted();
}

/** In the order in which they ran. */
function rootsAmong(graph: RevisionGraph, ids: ReadonlySet<string>): readonly string[] {
  return graph.order.filter(
    (id) => ids.has(id) && !basesOf(graph, graph.revisions.get(id)).some((base) => ids.has(base)),
  );
}

function withAllAbove(graph: RevisionGraph, root: string, applied: readonly string[]): readonly string[] {
  const found = new Set([root]);
  for (const id of applied)
    if (basesOf(graph, graph.revisions.get(id)).some((base) => found.has(base))) found.add(id);
  return applied.filter((id) => found.has(id));
}

/** How Alembic is told to take a revision back and no other that is built on the same one. */
function placeBelow(graph: RevisionGraph, root: string): string {
  const [parent] = graph.revisions.get(root)?.parents ?? [];
  const beside = [...graph.revisions.values()].filter(({ parents }) =>
    parent === undefined ? parents.length === 0 : parents.some(({ id }) => id === parent.id),
  );
  const place = parent?.id ?? 'base';
  return beside.length > 1 ? `${root}@${place}` : place;
}

/** What a revision builds on and depends on, by id. */
function basesOf(graph: RevisionGraph, revision: GraphRevision | undefined): readonly string[] {
  const named = [...(revision?.parents ?? []), ...(revision?.dependsOn ?? [])];
  return named.map(({ id }) => (graph.revisions.has(id) ? id : (idOfLabel(graph, id) ?? id)));
}

function idOfLabel({ revisions }: RevisionGraph, label: string): string | undefined {
  return [...revisions.values()].find(({ labels }) => labels.some(({ id }) => id === label))?.id;
}

import { circlesIn } from './circles.ts';
import { components, type Component } from './components.ts';
import { labelledRevisions, spreadLabels } from './branch-labels.ts';
import { placedRevision, type PlacedRevision, type RevisionSource } from './placed-revision.ts';
import type { MissingRevision, RevisionGraph } from './revision-graph.ts';

/**
 * The history that Alembic makes of these files, which come in the order of loading. Where Alembic would
 * refuse, what stands in its way is told, and everything else is as it would be without that.
 */
export function revisionGraph(sources: readonly RevisionSource[]): RevisionGraph {
  const read = sources.map((source) => ({ path: source.path, placed: placedRevision(source) }));
  const placed = read.flatMap((one) => one.placed ?? []);
  const revisions = new Map(placed.map((revision) => [revision.id, revision]));
  const { byLabel, clashes } = labelledRevisions(placed);
  const edges = edgesOf(placed, { revisions, byLabel });
  const leadsTo = (id: string) => edges.get(revisions.get(id))?.all ?? [];
  const found = components(revisions.keys(), leadsTo);
  const order = orderOf(found, leadsTo);
  return {
    revisions,
    ...ends(revisions, [...edges.values()]),
    order,
    missing: missingFrom(placed, { revisions, byLabel }),
    cycles: circlesIn(found, leadsTo),
    duplicates: duplicatesIn(placed),
    unplaced: read.filter((one) => one.placed?.knows.all !== true).map(({ path }) => path),
    branches: spreadLabels(revisions, order),
    labelClashes: clashes,
  };
}

type Revisions = ReadonlyMap<string, PlacedRevision>;

/** What a name may mean. */
interface Names {
  readonly revisions: Revisions;
  readonly byLabel: ReadonlyMap<string, string>;
}

/** What a revision builds on, as far as it is there. */
interface Edges {
  readonly parents: readonly string[];
  /** With what it depends on. */
  readonly all: readonly string[];
}

/** Of the files that Alembic can find: by an id, or by a label where the id means a file loaded later. */
function edgesOf(
  placed: readonly PlacedRevision[],
  { revisions, byLabel }: Names,
): ReadonlyMap<PlacedRevision | undefined, Edges> {
  const edges = new Map<PlacedRevision, Edges>();
  for (const revision of placed) {
    if (revision.labels.length === 0 && revisions.get(revision.id) !== revision) continue;
    const parents = revision.parents.flatMap(({ id }) => (revisions.has(id) ? id : []));
    const others = meant(revision.dependsOn).flatMap((name) =>
      revisions.has(name) ? name : (byLabel.get(name) ?? []),
    );
    const all = others.length === 0 ? parents : [...new Set([...parents, ...others])];
    edges.set(revision, { parents, all });
  }
  return edges;
}

type Ends = Pick<RevisionGraph, 'heads' | 'realHeads' | 'bases' | 'realBases'>;

function ends(revisions: Revisions, edges: readonly Edges[]): Ends {
  const all = [...revisions.values()];
  const named = new Set(edges.flatMap((one) => one.parents));
  const needed = new Set(edges.flatMap((one) => one.all));
  const bases = all.filter(({ parents, knows }) => knows.parents && parents.length === 0);
  return {
    heads: idsOf(all.filter(({ id }) => !named.has(id))),
    realHeads: idsOf(all.filter(({ id }) => !needed.has(id))),
    bases: idsOf(bases),
    realBases: idsOf(bases.filter(({ dependsOn }) => dependsOn.length === 0)),
  };
}

function idsOf(revisions: readonly PlacedRevision[]): readonly string[] {
  return revisions.map(({ id }) => id).toSorted();
}

/** Components come after all that they lead to; circles, and what leads to one, are put behind the others. */
function orderOf(found: readonly Component[], leadsTo: (id: string) => readonly string[]): readonly string[] {
  const behind = new Set<string>();
  for (const component of found) {
    const [id, ...others] = component;
    const circles = others.length > 0 || leadsTo(id).includes(id);
    if (circles || leadsTo(id).some((other) => behind.has(other)))
      component.forEach((one) => behind.add(one));
  }
  const order = found.flat();
  if (behind.size === 0) return order;
  return [...order.filter((id) => !behind.has(id)), ...order.filter((id) => behind.has(id))];
}

function missingFrom(
  placed: readonly PlacedRevision[],
  { revisions, byLabel }: Names,
): readonly MissingRevision[] {
  const missing = new Map<string, MissingRevision>();
  const add = (child: string, id: string, via: MissingRevision['via']) =>
    missing.set(JSON.stringify([child, id, via]), { child, id, via });
  for (const { id, parents, dependsOn } of placed) {
    for (const parent of parents) if (!revisions.has(parent.id)) add(id, parent.id, 'down_revision');
    for (const name of meant(dependsOn)) {
      if (!revisions.has(name) && !byLabel.has(name)) add(id, name, 'depends_on');
    }
  }
  return [...missing.values()];
}

/** `depends_on = ''` depends on nothing, though Alembic takes such a revision for no real base. */
function meant(dependsOn: PlacedRevision['dependsOn']): readonly string[] {
  const [first, ...more] = dependsOn.map(({ id }) => id);
  return first === undefined || (first === '' && more.length === 0) ? [] : [first, ...more];
}

function duplicatesIn(placed: readonly PlacedRevision[]): RevisionGraph['duplicates'] {
  const paths = new Map<string, string[]>();
  for (const { id, path } of placed) {
    const known = paths.get(id);
    if (known) known.push(path);
    else paths.set(id, [path]);
  }
  return new Map([...paths].filter(([, files]) => files.length > 1));
}

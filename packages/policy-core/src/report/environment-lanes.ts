import type { ListedRevision } from '../migrations/explain/listed-revision.ts';
import type { EnvironmentGraph } from '../migrations/explain/migration-graph.ts';
import { graphLanes, type GraphLanes } from '../migrations/history/graph-lanes.ts';

/** What of an environment its drawing hangs on. */
interface Linked {
  /** Newest first. */
  readonly revisions: readonly Pick<ListedRevision, 'id' | 'parents'>[];
  readonly missing: readonly Pick<EnvironmentGraph['missing'][number], 'names'>[];
}

/** Only lines to revisions that are drawn, or left out below. */
export function environmentLanes({ revisions, missing }: Linked): GraphLanes {
  const parents = new Map(revisions.map(({ id, parents: all }) => [id, all]));
  const gone = new Set(missing.map(({ names }) => names));
  return graphLanes(
    revisions.map(({ id }) => id),
    (id) => [...new Set(parents.get(id))].filter((parent) => parent !== id && !gone.has(parent)),
  );
}

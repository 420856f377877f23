import type { ListedRevision } from '../migrations/explain/listed-revision.ts';
import type { EnvironmentGraph } from '../migrations/explain/migration-graph.ts';

/** A revision of which there is nothing to say. */
export function listedRevision(id: string, more: Partial<ListedRevision> = {}): ListedRevision {
  return {
    id,
    path: `${id}.py`,
    message: null,
    parents: [],
    depends_on: [],
    labels: [],
    is_head: false,
    is_base: false,
    is_merge: false,
    is_released: null,
    is_new: null,
    ...more,
  };
}

/** An environment in which nothing is wrong. */
export function listedEnvironment(
  revisions: readonly ListedRevision[],
  more: Partial<EnvironmentGraph> = {},
): EnvironmentGraph {
  const nothing = { heads: [], bases: [], missing: [], circles: [], duplicates: [], unplaced: [] };
  return { name: 'alembic.ini', folders: ['v'], revisions, older: 0, ...nothing, ...more };
}

import type { RevisionGraph } from '../migrations/history/revision-graph.ts';
import { pendingBetween } from './history-schema.ts';
import type { SeenDatabase } from './seen-database.ts';

/** Whether one of the tables in which Alembic notes where it is says that it is there; no revision: before the first. */
export function isAtRevisions(
  graph: RevisionGraph,
  tables: SeenDatabase['versionTables'],
  wanted: readonly string[],
): boolean {
  if (tables.length === 0) return wanted.length === 0;
  return tables.some(({ versions }) => versions.known && isSamePlace(graph, versions.value, wanted));
}

/** Of two heads one may stand for the other, which it depends on. */
function isSamePlace(graph: RevisionGraph, one: readonly string[], other: readonly string[]): boolean {
  if (one.some((id) => !graph.revisions.has(id))) return false;
  const between = [
    ...pendingBetween(graph, { from: one, to: other }),
    ...pendingBetween(graph, { from: other, to: one }),
  ];
  return between.length === 0;
}

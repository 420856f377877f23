import type { RevisionReading } from '../../migrations/alembic/revision-reading.ts';
import type { RevisionHistory } from '../../migrations/history/revision-history.ts';

/** How the file of a revision reads; `undefined` where the history has no such file. */
export function readingOf(
  { graph, files }: Pick<RevisionHistory, 'graph' | 'files'>,
  id: string,
): RevisionReading | undefined {
  const revision = graph.revisions.get(id);
  return revision && files.get(revision.path)?.reading;
}

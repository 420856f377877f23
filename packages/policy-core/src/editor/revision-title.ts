import { revisionMessage } from '../migrations/alembic/revision-message.ts';
import type { RevisionHistory } from '../migrations/history/revision-history.ts';

/** The id of a revision, with its message where it has one: `a1b2c3 (add orders)`. */
export function revisionTitle({ graph, files }: RevisionHistory, id: string): string {
  const path = graph.revisions.get(id)?.path;
  const message = path === undefined ? undefined : revisionMessage(files.get(path)?.text ?? '');
  return message === undefined ? id : `${id} (${message})`;
}

import type { HeaderValue } from '../migrations/alembic/revision-header.ts';
import type { Link } from './document-annotations.ts';
import type { OpenedRevision } from './opened-migration.ts';
import { revisionTitle } from './revision-title.ts';

/** From the ids of other revisions in its head to their files. An id that is not there leads nowhere. */
export function revisionLinks({ revision: { header }, history, upgrade }: OpenedRevision): readonly Link[] {
  return [header.downRevision, header.dependsOn].flatMap(idsIn).flatMap(({ id, start, end }) => {
    const path = history.graph.revisions.get(id)?.path;
    if (path === undefined) return [];
    return [{ at: upgrade.span({ start, end }), opens: path, tooltip: `Open ${revisionTitle(history, id)}` }];
  });
}

function idsIn(value: HeaderValue): Extract<HeaderValue, { readonly kind: 'ids' }>['ids'] {
  return value.kind === 'ids' ? value.ids : [];
}

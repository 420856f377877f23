import type { RevisionHeader } from '../alembic/revision-header.ts';
import { startOf, type SourceSpan } from '../../model/source-span.ts';
import type { RevisionHistory } from './revision-history.ts';

/** Where a file says something of itself; its beginning where it does not, or where it lies in another commit. */
export function headerPlace(
  { files }: RevisionHistory,
  path: string,
  part: keyof RevisionHeader = 'revision',
): SourceSpan {
  const file = files.get(path);
  const header = file?.reading.header;
  if (file === undefined || header === undefined) return startOf(path);
  const value = header[part].kind === 'absent' ? header.revision : header[part];
  return value.kind === 'absent' ? startOf(path) : file.span(value);
}

/** Where a revision names another one. */
export function idPlace(
  history: RevisionHistory,
  {
    path,
    id,
    part,
  }: { readonly path: string; readonly id: string; readonly part: 'downRevision' | 'dependsOn' },
): SourceSpan {
  const file = history.files.get(path);
  const value = file?.reading.header?.[part];
  const named = value?.kind === 'ids' ? value.ids.find((found) => found.id === id) : undefined;
  return named === undefined || file === undefined ? headerPlace(history, path, part) : file.span(named);
}

/** Ids as people list them: `a1`, `a1 and b2`, `a1, b2 and c3`. */
export function listedIds(ids: readonly string[]): string {
  const last = ids.at(-1) ?? '';
  return ids.length < 2 ? last : `${ids.slice(0, -1).join(', ')} and ${last}`;
}

import type { HeaderId } from '../alembic/revision-header.ts';
import type { Fix, TextEdit } from '../../model/fix.ts';
import type { RevisionFile, RevisionHistory } from '../history/revision-history.ts';
import type { TextRange } from '../../model/text-range.ts';

export interface NewParent {
  /** Path of the revision that moves. */
  readonly path: string;
  readonly from: string;
  readonly to: string;
  /** By the title. */
  readonly called: string;
}

/**
 * Builds a revision on another one: in `down_revision`, and in the docstring where Alembic's template repeats it.
 * None for a revision that a release or the base of the change has, since databases remember where they stand.
 */
export function reparentRevision(
  history: RevisionHistory,
  { path, from, to, called }: NewParent,
): readonly Fix[] {
  const file = history.files.get(path);
  const header = file?.reading.header;
  if (file === undefined || header?.downRevision.kind !== 'ids' || isPublished(history, path)) return [];
  const parent = header.downRevision.ids.find(({ id }) => id === from);
  const value = parent && isWithin(parent, header.downRevision) && replacedLiteral(file, parent, to);
  if (!value) return [];
  return [
    {
      title: `Build ${called} on ${to} instead of ${from}`,
      safety: 'needs-review',
      edits: [value, ...inDocstring(file, { from, to })],
    },
  ];
}

/** A constant that stands elsewhere may mean more than this parent. */
function isWithin(inner: TextRange, outer: TextRange): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function isPublished({ before, released }: RevisionHistory, path: string): boolean {
  return [before, released].some((seen) => {
    if (seen === undefined) return false;
    if (!seen.known) return true;
    return Array.from(seen.value?.revisions.values() ?? []).some((revision) => revision.path === path);
  });
}

const LITERAL = /^(?:[rRuU]?)(["'])(?:\1\1)?/;

/** Only a plain literal is replaced; a name or a sum stays as somebody wrote it. */
function replacedLiteral(file: RevisionFile, { id, start, end }: HeaderId, to: string): TextEdit | undefined {
  const written = file.text.slice(start, end);
  if (written === id) return edit(file, { start, end }, to);
  const quote = LITERAL.exec(written)?.[1];
  if (quote === undefined || written !== `${quote}${id}${quote}`) return undefined;
  return edit(file, { start, end }, `${quote}${to}${quote}`);
}

/** `Revises: a1` */
function inDocstring(
  file: RevisionFile,
  { from, to }: { readonly from: string; readonly to: string },
): readonly TextEdit[] {
  const line = /^Revises:(?<ids>.*)$/m.exec(file.text);
  const listed = line?.groups?.['ids']?.split(',') ?? [];
  const place = listed.findIndex((id) => id.trim() === from);
  if (line === null || place < 0) return [];
  const before = [...listed.slice(0, place), ''].join(',');
  const blanks = /^\s*/.exec(listed[place] ?? '')?.[0].length ?? 0;
  const start = line.index + 'Revises:'.length + before.length + blanks;
  return [edit(file, { start, end: start + from.length }, to)];
}

function edit({ path, span }: RevisionFile, range: TextRange, text: string): TextEdit {
  const { start, end } = span(range);
  return { path, start, end, text };
}

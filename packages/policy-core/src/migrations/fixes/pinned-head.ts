import type { Fix } from '../../model/fix.ts';
import { listedIds } from '../history/graph-places.ts';
import { spansIn } from '../../model/source-span.ts';

interface Pinned {
  readonly path: string;
  /** As it is now. */
  readonly text: string;
  readonly heads: readonly string[];
}

/** The file with the heads in it, each in a line, as its lines end already. */
export function pinnedHead({ path, text, heads }: Pinned): readonly Fix[] {
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  const { start, end: last } = spansIn(path, text).span(0, text.length);
  const written = heads.map((id) => `${id}${ending}`).join('');
  return [
    {
      title: `Write ${listedIds(heads)} into ${path.slice(path.lastIndexOf('/') + 1)}`,
      safety: 'safe',
      edits: [{ path, start, end: last, text: written }],
    },
  ];
}

import { findingTally } from '../graph/finding-tally.ts';
import { rowLabel } from '../graph/row-label.ts';
import { searchedPieces } from '../graph/revision-search.ts';
import type { PageWords } from '../graph/page-words.ts';
import type { ShownRevision } from '../graph/shown-history.ts';
import { element } from './element.ts';
import { severityIcon } from './icons.ts';

export interface RowLook {
  readonly row: number;
  readonly count: number;
  readonly isSelected: boolean;
  readonly isCurrent: boolean;
  readonly search: string;
  readonly words: PageWords;
}

export function rowId(row: number): string {
  return `revision-${row}`;
}

/** One revision in words, right of its node. */
export function revisionRow(revision: ShownRevision, look: RowLook): HTMLElement {
  const { row, count, isSelected, isCurrent, search, words } = look;
  const { id, title, path, marks, findings } = revision;
  return element(
    'div',
    {
      id: rowId(row),
      role: 'option',
      class: `row${isSelected ? ' selected' : ''}${isCurrent ? ' current' : ''}`,
      'data-row': row,
      'aria-label': rowLabel(revision, { isCurrent, words }),
      'aria-posinset': row + 1,
      'aria-setsize': count,
      'aria-selected': String(isSelected),
      title: path,
    },
    element(
      'span',
      { class: 'tallies' },
      ...findingTally(findings).map(({ severity, count: found }) =>
        element('span', { class: 'tally' }, severityIcon(severity), String(found)),
      ),
    ),
    element('span', { class: 'id' }, ...searched(id, search)),
    element(
      'span',
      { class: title === null ? 'message none' : 'message' },
      ...searched(title ?? path, search),
    ),
    ...marks.map((mark) => element('span', { class: 'mark' }, ...searched(mark, search))),
    ...(isCurrent ? [element('span', { class: 'mark current' }, words.opened)] : []),
  );
}

function searched(text: string, search: string): readonly (Node | string)[] {
  return searchedPieces(text, search).map((piece) =>
    piece.isMatch ? element('mark', {}, piece.text) : piece.text,
  );
}

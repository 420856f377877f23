import { counted } from '../graph/fill-template.ts';
import { findingTally, type FindingTally } from '../graph/finding-tally.ts';
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

/** One revision in words, right of its node. A screen reader says the same, with commas, and findings last. */
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
      'aria-posinset': row + 1,
      'aria-setsize': count,
      'aria-selected': String(isSelected),
      title: path,
    },
    element('span', { class: 'id' }, ...searched(id, search)),
    element(
      'span',
      { class: title === null ? 'message none' : 'message' },
      ...searched(title ?? path, search),
    ),
    ...marks.flatMap((mark) => [comma(), element('span', { class: 'mark' }, ...searched(mark, search))]),
    ...(isCurrent ? [comma(), element('span', { class: 'mark current' }, words.opened)] : []),
    element(
      'span',
      { class: 'tallies' },
      ...findingTally(findings).flatMap((tally) => [comma(), tallyElement(tally, words)]),
    ),
  );
}

/** Heard and not seen. */
function comma(): HTMLElement {
  return element('span', { class: 'unseen' }, ', ');
}

/** To be seen an outline and a number, to be heard what they mean. */
function tallyElement({ severity, count }: FindingTally, words: PageWords): HTMLElement {
  return element(
    'span',
    { class: 'tally' },
    severityIcon(severity),
    element('span', { 'aria-hidden': 'true' }, String(count)),
    element('span', { class: 'unseen' }, counted(count, severity, words)),
  );
}

function searched(text: string, search: string): readonly (Node | string)[] {
  return searchedPieces(text, search).map((piece) =>
    piece.isMatch ? element('mark', {}, piece.text) : piece.text,
  );
}

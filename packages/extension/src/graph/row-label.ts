import { findingTally } from './finding-tally.ts';
import { talliedWords } from './filled-words.ts';
import type { PageWords } from './page-words.ts';
import type { ShownRevision } from './shown-history.ts';

/** A revision as a screen reader says it: what stands in its row, in sentences. */
export function rowLabel(
  { id, title, path, marks, findings }: ShownRevision,
  { isCurrent, words }: { readonly isCurrent: boolean; readonly words: PageWords },
): string {
  return [
    `${id}: ${title ?? path}`,
    [...marks, ...(isCurrent ? [words.opened] : [])].join(', '),
    talliedWords(findingTally(findings), words),
  ]
    .filter(Boolean)
    .join('. ');
}

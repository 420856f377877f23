import type { ShownRevision } from './shown-history.ts';

/** Rows of the revisions that hold every word that is searched for, whatever its case; none for nothing. */
export function matchingRows(revisions: readonly ShownRevision[], search: string): readonly number[] {
  const words = wordsOf(search);
  if (words.length === 0) return [];
  return revisions.flatMap((revision, row) => {
    const text = searchedText(revision);
    return words.every((word) => text.includes(word)) ? [row] : [];
  });
}

/** The match after a row, or before it; behind the last one comes the first. `undefined` where there is none. */
export function nextMatch(
  matches: readonly number[],
  row: number,
  direction: 'forward' | 'backward',
): number | undefined {
  if (direction === 'forward') return matches.find((match) => match > row) ?? matches[0];
  return matches.findLast((match) => match < row) ?? matches.at(-1);
}

/** A text in pieces, those that are searched for marked. */
export interface SearchedPiece {
  readonly text: string;
  readonly isMatch: boolean;
}

export function searchedPieces(text: string, search: string): readonly SearchedPiece[] {
  const words = wordsOf(search);
  const lower = text.toLowerCase();
  // A letter whose small form is longer would move all places behind it.
  if (words.length === 0 || lower.length !== text.length) return [{ text, isMatch: false }];
  const pieces: SearchedPiece[] = [];
  let done = 0;
  for (let start = 0; start < text.length; start += 1) {
    const length = Math.max(
      0,
      ...words.filter((word) => lower.startsWith(word, start)).map((word) => word.length),
    );
    if (length === 0) continue;
    if (start > done) pieces.push({ text: text.slice(done, start), isMatch: false });
    done = start + length;
    pieces.push({ text: text.slice(start, done), isMatch: true });
    start = done - 1;
  }
  if (done < text.length || pieces.length === 0) pieces.push({ text: text.slice(done), isMatch: false });
  return pieces;
}

function wordsOf(search: string): readonly string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}

function searchedText({ id, title, path, marks }: ShownRevision): string {
  return [id, title ?? '', path, ...marks].join('\n').toLowerCase();
}

import { ROW } from '@lockkeeper/policy-core/report/drawing';

import type { Dependency, HistoryLayout } from './history-layout.ts';

/** Rows to draw: from `first`, and not `end` itself. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** Rows more than are seen on either side, so that a turn of the wheel shows no gap. */
const SPARE = 20;

/**
 * What to draw of a list.
 * @param drawn what is drawn already; it stays while it holds all that is seen
 */
export function rowsInSight(
  { top, height, count }: { readonly top: number; readonly height: number; readonly count: number },
  drawn?: RowRange,
): RowRange {
  const first = clamp(Math.floor(top / ROW), count);
  const end = clamp(Math.ceil((top + height) / ROW), count);
  if (drawn !== undefined && drawn.first <= first && drawn.end >= end && drawn.end <= count) return drawn;
  return { first: clamp(first - SPARE, count), end: clamp(end + SPARE, count) };
}

/** Where to scroll so that a row is seen whole; the same where it is. */
export function topToShow(
  row: number,
  { top, height }: { readonly top: number; readonly height: number },
): number {
  if (row * ROW < top) return row * ROW;
  return Math.max(top, (row + 1) * ROW - height);
}

export function linesInSight(
  { lanes }: HistoryLayout,
  { first, end }: RowRange,
): HistoryLayout['lanes']['lines'] {
  return lanes.lines.filter(({ from, to }) => from.row < end && (to?.row ?? Infinity) >= first);
}

export function dependenciesInSight(
  { dependencies }: HistoryLayout,
  { first, end }: RowRange,
): readonly Dependency[] {
  return dependencies.filter(
    ({ from, to }) => Math.min(from.row, to.row) < end && Math.max(from.row, to.row) >= first,
  );
}

/** Lanes up to which something is drawn in a row. */
export function lanesAt(row: number, lines: HistoryLayout['lanes']['lines']): number {
  let width = 1;
  for (const { from, to, lane } of lines) {
    if (from.row > row || (to?.row ?? Infinity) < row) continue;
    const ends = [...(from.row === row ? [from.lane] : []), ...(to?.row === row ? [to.lane] : [])];
    width = Math.max(width, lane + 1, ...ends.map((end) => end + 1));
  }
  return width;
}

function clamp(row: number, count: number): number {
  return Math.max(0, Math.min(row, count));
}

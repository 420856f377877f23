import type { HistoryLayout } from './history-layout.ts';

/** Where a key leads to. */
export type Move =
  /** Along the line, down to the first parent or up to the nearest child. */
  | { readonly kind: 'down' | 'up' }
  /** To a lane on that side. */
  | { readonly kind: 'left' | 'right' }
  /** Whatever is linked; past the ends it stays there, so that infinitely many lead to an end. */
  | { readonly kind: 'by'; readonly rows: number };

/** The row after a move; the same where there is nothing on that side. */
export function rowAfter(move: Move, row: number, layout: HistoryLayout): number {
  const last = Math.max(0, layout.lanes.revisions.length - 1);
  const wanted = rowWanted(move, row, layout);
  return Math.max(0, Math.min(wanted, last));
}

function rowWanted(move: Move, row: number, layout: HistoryLayout): number {
  switch (move.kind) {
    case 'down':
      // Where a line ends the next history begins, so that every revision is within reach.
      return layout.parents[row]?.[0] ?? row + 1;
    case 'up':
      return childAlong(row, layout) ?? row - 1;
    case 'left':
      return beside(row, layout, (lane, own) => lane < own);
    case 'right':
      return beside(row, layout, (lane, own) => lane > own);
    case 'by':
      return row + move.rows;
  }
}

/** Rather the one it goes straight up to than one that turns off. */
function childAlong(row: number, { children, lanes }: HistoryLayout): number | undefined {
  const lane = lanes.revisions[row]?.lane;
  const all = children[row] ?? [];
  return all.find((child) => lanes.revisions[child]?.lane === lane) ?? all[0];
}

/** Rather what is linked with it than what only lies nearest. */
function beside(
  row: number,
  { lanes, parents, children }: HistoryLayout,
  isOnSide: (lane: number, own: number) => boolean,
): number {
  const own = lanes.revisions[row]?.lane ?? 0;
  const isThere = (other: number) => {
    const lane = lanes.revisions[other]?.lane;
    return lane !== undefined && isOnSide(lane, own);
  };
  // Of a merge that is the branch that it takes in, rather than what builds on it.
  const linked = [...(parents[row] ?? []), ...(children[row] ?? [])].find(isThere);
  if (linked !== undefined) return linked;
  for (let distance = 1; distance < lanes.revisions.length; distance += 1) {
    if (isThere(row + distance)) return row + distance;
    if (isThere(row - distance)) return row - distance;
  }
  return row;
}

import type { Move } from '../graph/graph-moves.ts';
import type { TimelineLayout } from './timeline-layout.ts';

/** The row after a move: along its lane, or to what lies nearest in the next lane that has anything. */
export function rowAfterMove(move: Move, row: number, layout: TimelineLayout): number {
  const last = Math.max(0, layout.rows - 1);
  return Math.max(0, Math.min(rowWanted(move, row, layout), last));
}

function rowWanted(move: Move, row: number, layout: TimelineLayout): number {
  switch (move.kind) {
    case 'by':
      return row + move.rows;
    case 'down':
    case 'up':
      return along(row, layout, move.kind);
    case 'left':
    case 'right':
      return beside(row, layout, move.kind);
  }
}

/** Where the lane ends the selection stays. */
function along(row: number, { laneOf, rowsOf }: TimelineLayout, way: 'down' | 'up'): number {
  const rows = rowsOf[laneOf[row] ?? 0] ?? [];
  return rows[rows.indexOf(row) + (way === 'down' ? 1 : -1)] ?? row;
}

function beside(row: number, { laneOf, rowsOf }: TimelineLayout, way: 'left' | 'right'): number {
  const step = way === 'left' ? -1 : 1;
  for (let lane = (laneOf[row] ?? 0) + step; lane >= 0 && lane < rowsOf.length; lane += step) {
    const nearest = nearestTo(row, rowsOf[lane] ?? []);
    if (nearest !== undefined) return nearest;
  }
  return row;
}

function nearestTo(row: number, rows: readonly number[]): number | undefined {
  let nearest = rows[0];
  for (const other of rows) if (Math.abs(other - row) < Math.abs((nearest ?? other) - row)) nearest = other;
  return nearest;
}

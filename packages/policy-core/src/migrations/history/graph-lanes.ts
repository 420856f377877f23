import { openLines, type OpenLine } from './open-lines.ts';

/** A revision in the drawing of a history: rows from the top, lanes from the left, both from 0. */
export interface LanedRevision {
  readonly id: string;
  readonly row: number;
  readonly lane: number;
}

/** From a revision down to one it builds on, all the way in one lane but for its ends. */
export interface LanedLine {
  readonly from: LanedRevision;
  /** `undefined`: it goes on below what is drawn. */
  readonly to: LanedRevision | undefined;
  readonly lane: number;
}

export interface GraphLanes {
  readonly revisions: readonly LanedRevision[];
  readonly lines: readonly LanedLine[];
  /** How many lanes there are. */
  readonly width: number;
}

/**
 * Where each revision and each line of a drawing goes, so that no line runs through another revision.
 * @param ids newest first
 * @param parentsOf those that are drawn or lie below; a parent that stands above gets no line
 */
export function graphLanes(ids: readonly string[], parentsOf: (id: string) => readonly string[]): GraphLanes {
  const revisions: LanedRevision[] = [];
  const lines: LanedLine[] = [];
  const drawn = new Set<string>();
  const open = openLines();
  for (const [row, id] of ids.entries()) {
    const arriving = open.endAt(id);
    const here = { id, row, lane: leftmost(arriving) ?? open.freeLane() };
    revisions.push(here);
    drawn.add(id);
    for (const { from, lane } of arriving) lines.push({ from, to: here, lane });
    open.begin(
      here,
      parentsOf(id).filter((parent) => !drawn.has(parent)),
    );
  }
  for (const { from, lane } of open.rest()) lines.push({ from, to: undefined, lane });
  return { revisions, lines, width: open.width() };
}

function leftmost(lines: readonly OpenLine[]): number | undefined {
  return lines.reduce<number | undefined>((best, { lane }) => Math.min(best ?? lane, lane), undefined);
}

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

interface Open {
  readonly from: LanedRevision;
  readonly to: string;
  readonly lane: number;
}

/**
 * Where each revision and each line of a drawing goes, so that no line runs through another revision.
 * @param ids newest first
 * @param parentsOf those that are drawn or lie below; a parent that stands above gets no line
 */
export function graphLanes(ids: readonly string[], parentsOf: (id: string) => readonly string[]): GraphLanes {
  const revisions: LanedRevision[] = [];
  const lines: LanedLine[] = [];
  let open: readonly Open[] = [];
  const drawn = new Set<string>();
  for (const [row, id] of ids.entries()) {
    const arriving = open.filter(({ to }) => to === id);
    const passing = open.filter(({ to }) => to !== id);
    const lane = arriving.length > 0 ? leftmost(arriving) : freeLane(passing);
    const here = { id, row, lane };
    revisions.push(here);
    drawn.add(id);
    lines.push(...arriving.map(({ from, lane: along }) => ({ from, to: here, lane: along })));
    open = [
      ...passing,
      ...leaving(
        here,
        parentsOf(id).filter((parent) => !drawn.has(parent)),
        passing,
      ),
    ];
  }
  lines.push(...open.map(({ from, lane }) => ({ from, to: undefined, lane })));
  return { revisions, lines, width: Math.max(0, ...[...revisions, ...lines].map(({ lane }) => lane + 1)) };
}

function leaving(from: LanedRevision, parents: readonly string[], passing: readonly Open[]): readonly Open[] {
  const added: Open[] = [];
  for (const [index, to] of parents.entries()) {
    // A merge joins the line that leads there already; the first parent goes straight on.
    const shared = index === 0 ? undefined : passing.find((one) => one.to === to);
    const lane =
      index === 0 ? from.lane : (shared?.lane ?? freeLane([...passing, ...added, { lane: from.lane }]));
    added.push({ from, to, lane });
  }
  return added;
}

function leftmost(lines: readonly Open[]): number {
  return Math.min(...lines.map(({ lane }) => lane));
}

function freeLane(taken: readonly { readonly lane: number }[]): number {
  const lanes = new Set(taken.map(({ lane }) => lane));
  let lane = 0;
  while (lanes.has(lane)) lane += 1;
  return lane;
}

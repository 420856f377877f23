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

/** A line whose lower end is not reached yet. */
export interface OpenLine {
  readonly from: LanedRevision;
  /** Id of the revision that it leads to. */
  readonly to: string;
  readonly lane: number;
}

/** The lines that pass by while a drawing is made from its top, and the lanes they take. */
export interface OpenLines {
  /** Closes the lines that lead to a revision, and gives them in the order of their beginning. */
  endAt(id: string): readonly OpenLine[];
  /** The leftmost lane that no line takes. */
  freeLane(): number;
  /** One line to each parent: the first goes straight on, another joins a line that leads there already. */
  begin(from: LanedRevision, parents: readonly string[]): void;
  /** What never came to its end, in the order of its beginning. */
  rest(): readonly OpenLine[];
  /** How many lanes were ever taken. */
  width(): number;
}

/** Each step takes as long as the lines that it touches, however many pass by. */
export function openLines(): OpenLines {
  const leadingTo = new Map<string, OpenLine[]>();
  /** In the order of their beginning. */
  const open = new Set<OpenLine>();
  const lanes = takenLanes();
  return {
    endAt(id) {
      const ending = leadingTo.get(id) ?? [];
      leadingTo.delete(id);
      for (const line of ending) {
        lanes.leave(line.lane);
        open.delete(line);
      }
      return ending;
    },
    freeLane: () => lanes.free(),
    begin(from, parents) {
      // Its own lane is taken by the revision itself while its lines find theirs.
      lanes.take(from.lane);
      for (const [index, to] of parents.entries()) {
        const there = leadingTo.get(to);
        const lane = index === 0 ? from.lane : (there?.[0]?.lane ?? lanes.free());
        lanes.take(lane);
        const line = { from, to, lane };
        open.add(line);
        if (there === undefined) leadingTo.set(to, [line]);
        else there.push(line);
      }
      lanes.leave(from.lane);
    },
    rest: () => [...open],
    width: () => lanes.width(),
  };
}

interface TakenLanes {
  take(lane: number): void;
  leave(lane: number): void;
  free(): number;
  width(): number;
}

function takenLanes(): TakenLanes {
  /** How many lines run in each lane: several that lead to one revision may share it. */
  const counts: number[] = [];
  // No lane left of it is free. It moves on over taken ones and back where one becomes free.
  let leftmostFree = 0;
  return {
    take(lane) {
      counts[lane] = (counts[lane] ?? 0) + 1;
    },
    leave(lane) {
      const left = (counts[lane] ?? 0) - 1;
      counts[lane] = left;
      if (left === 0 && lane < leftmostFree) leftmostFree = lane;
    },
    free() {
      while ((counts[leftmostFree] ?? 0) > 0) leftmostFree += 1;
      return leftmostFree;
    },
    width: () => counts.length,
  };
}

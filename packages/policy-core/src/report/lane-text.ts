import type { GraphLanes, LanedLine, LanedRevision } from '../migrations/history/graph-lanes.ts';

export type LaneStyle = 'unicode' | 'ascii';

/** One line of characters for each revision, which show how it hangs together with the others. */
export function laneTexts(lanes: GraphLanes, style: LaneStyle): readonly string[] {
  const leaving = byRow(lanes.lines, ({ from }) => from);
  const arriving = byRow(lanes.lines, ({ to }) => to);
  const passing = new Set<LanedLine>();
  return lanes.revisions.map((revision) => {
    const ending = arriving.get(revision.row) ?? [];
    const beginning = leaving.get(revision.row) ?? [];
    for (const line of ending) passing.delete(line);
    const text = rowText(
      { revision, passing: lanesOf(passing), ending: lanesOf(ending), beginning: lanesOf(beginning) },
      style,
    );
    for (const line of beginning) passing.add(line);
    return text;
  });
}

function byRow(
  lines: readonly LanedLine[],
  endOf: (line: LanedLine) => LanedRevision | undefined,
): ReadonlyMap<number, readonly LanedLine[]> {
  const rows = new Map<number, LanedLine[]>();
  for (const line of lines) {
    const row = endOf(line)?.row;
    if (row === undefined) continue;
    const there = rows.get(row);
    if (there === undefined) rows.set(row, [line]);
    else there.push(line);
  }
  return rows;
}

function lanesOf(lines: Iterable<LanedLine>): ReadonlySet<number> {
  return new Set(Array.from(lines, ({ lane }) => lane));
}

interface Row {
  readonly revision: LanedRevision;
  readonly passing: ReadonlySet<number>;
  readonly ending: ReadonlySet<number>;
  readonly beginning: ReadonlySet<number>;
}

function rowText(row: Row, style: LaneStyle): string {
  const { revision, passing, ending, beginning } = row;
  const joined = [revision.lane, ...ending, ...beginning];
  const [first, last] = [Math.min(...joined), Math.max(...joined)];
  const width = Math.max(last, ...passing) + 1;
  const cells = Array.from({ length: width }, (_, lane) => {
    const isJoined = lane >= first && lane <= last;
    const character =
      lane === revision.lane
        ? DOT
        : cell(lane, row, { left: isJoined && lane > first, right: isJoined && lane < last });
    const gap = isJoined && lane < last ? ACROSS : ' ';
    return `${character}${gap}`;
  });
  const text = cells.join('').trimEnd();
  return style === 'unicode' ? text : text.replace(/[^ ]/g, (character) => PLAIN[character] ?? character);
}

function cell(
  lane: number,
  { passing, ending, beginning }: Row,
  { left, right }: { readonly left: boolean; readonly right: boolean },
): string {
  const up = passing.has(lane) || ending.has(lane);
  const down = passing.has(lane) || beginning.has(lane);
  return BOXES[(up ? 8 : 0) + (down ? 4 : 0) + (left ? 2 : 0) + (right ? 1 : 0)] ?? ' ';
}

const DOT = '●';
const ACROSS = '─';
/** By the sides a line goes to: up 8, down 4, left 2, right 1. */
const BOXES = [' ', '─', '─', '─', '│', '╭', '╮', '┬', '│', '╰', '╯', '┴', '│', '├', '┤', '┼'];
const PLAIN: Readonly<Record<string, string>> = {
  '●': '*',
  '─': '-',
  '│': '|',
  '╭': '.',
  '╮': '.',
  '╰': "'",
  '╯': "'",
  '┬': '+',
  '┴': '+',
  '├': '+',
  '┤': '+',
  '┼': '+',
};

import type { EnvironmentGraph } from '../migrations/explain/migration-graph.ts';
import type { GraphLanes, LanedLine, LanedRevision } from '../migrations/history/graph-lanes.ts';

/** Between two revisions, in units of the picture. */
export const ROW = 28;
const LANE = 18;
/** Colours after which they begin again; those of the style. */
const COLOURS = 6;

/** In units of the picture, from its top left. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The middle of a revision's dot. */
export function lanePoint({ row, lane }: Pick<LanedRevision, 'row' | 'lane'>): Point {
  return { x: laneX(lane), y: ROW * (row + 1) + 6 };
}

/** Where texts begin, right of every lane. */
export function textStart({ width }: Pick<GraphLanes, 'width'>): number {
  return laneX(Math.max(1, width)) + 4;
}

function laneX(lane: number): number {
  return LANE * lane + 8;
}

/** From dot to dot; what goes on below ends at `bottom`. */
export function drawnLines({ lines }: GraphLanes, bottom: number): readonly string[] {
  return lines.map((line) => `<path class="line ${laneClass(line)}" d="${linePath(line, bottom)}"/>`);
}

/** Lines beside each other differ in colour. */
export function laneClass({ lane }: Pick<LanedLine, 'lane'>): string {
  return `lane${lane % COLOURS}`;
}

/** What stands in the `d` of a path: bent at its ends, straight between them. */
export function linePath({ from, to, lane }: LanedLine, bottom: number): string {
  const start = lanePoint(from);
  const x = laneX(lane);
  const end = to === undefined ? { x, y: bottom } : lanePoint(to);
  const below = start.x === x ? start.y : Math.min(start.y + ROW, end.y);
  const above = end.x === x ? end.y : Math.max(end.y - ROW, below);
  return [
    `M${start.x} ${start.y}`,
    ...(start.x === x ? [] : [bend(start, { x, y: below })]),
    `V${above}`,
    ...(end.x === x ? [] : [bend({ x, y: above }, end)]),
  ].join(' ');
}

function bend(from: Point, to: Point): string {
  const middle = (from.y + to.y) / 2;
  return `C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${to.y}`;
}

/** Dotted, and past the lanes: it is no way that a history takes. */
export function drawnDependencies(lanes: GraphLanes, { revisions }: EnvironmentGraph): readonly string[] {
  const places = new Map(lanes.revisions.map((laned) => [laned.id, lanePoint(laned)]));
  return revisions.flatMap(({ id, depends_on: ids }) =>
    ids.flatMap((other) => {
      const [from, to] = [places.get(id), places.get(other)];
      if (from === undefined || to === undefined) return [];
      return [`<path class="depends" d="${dependencyPath(from, to)}"/>`];
    }),
  );
}

export function dependencyPath(from: Point, to: Point): string {
  const away = laneX(-1);
  return `M${from.x} ${from.y} C${away} ${from.y} ${away} ${to.y} ${to.x} ${to.y}`;
}

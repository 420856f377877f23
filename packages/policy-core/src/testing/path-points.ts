import type { Point } from '../report/svg-lanes.ts';

/** Places along a path of `M`, `V` and `C`, close enough to each other that no dot slips between them. */
export function pointsOf(path: string): readonly Point[] {
  const points: Point[] = [];
  for (const [, command = '', rest = ''] of path.matchAll(/([MVC])([^MVC]*)/g)) {
    const numbers = rest.trim().split(/\s+/).filter(Boolean).map(Number);
    const from = points.at(-1) ?? { x: 0, y: 0 };
    if (command === 'C') points.push(...curve([from, ...pairs(numbers)]));
    else if (command === 'V') points.push(...straight(from, { x: from.x, y: numbers[0] ?? from.y }));
    else points.push(...pairs(numbers));
  }
  return points;
}

const STEPS = 40;

function straight(from: Point, to: Point): readonly Point[] {
  const steps = Math.max(1, Math.ceil(Math.abs(to.y - from.y)));
  return Array.from({ length: steps }, (_, step) => ({
    x: to.x,
    y: from.y + ((to.y - from.y) * (step + 1)) / steps,
  }));
}

function curve(corners: readonly Point[]): readonly Point[] {
  return Array.from({ length: STEPS }, (_, step) => pointAt(corners, (step + 1) / STEPS));
}

/** De Casteljau: between each two corners, until one point is left. */
function pointAt(corners: readonly Point[], part: number): Point {
  const [first = { x: 0, y: 0 }, ...others] = corners;
  if (others.length === 0) return first;
  const between = others.map((to, index) => {
    const from = corners[index] ?? to;
    return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
  });
  return pointAt(between, part);
}

function pairs(numbers: readonly number[]): readonly Point[] {
  return numbers.flatMap((x, index) => (index % 2 === 0 ? [{ x, y: numbers[index + 1] ?? 0 }] : []));
}

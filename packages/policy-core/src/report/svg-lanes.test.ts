import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { graphLanes } from '../migrations/history/graph-lanes.ts';
import { pointsOf } from '../testing/path-points.ts';
import {
  dependencyPath,
  drawnLines,
  laneClass,
  linePath,
  lanePoint,
  ROW,
  textStart,
  type Point,
} from './svg-lanes.ts';

function lanes(rows: Readonly<Record<string, readonly string[]>>) {
  return graphLanes(Object.keys(rows), (id) => rows[id] ?? []);
}

const BOTTOM = 1000;

function paths(rows: Readonly<Record<string, readonly string[]>>): readonly (string | undefined)[] {
  return drawnLines(lanes(rows), BOTTOM).map((path) => /d="([^"]*)"/.exec(path)?.[1]);
}

describe('a line', () => {
  test('runs straight down from a revision to its parent', () => {
    expect(paths({ b: ['a'], a: [] })).toEqual(['M8 34 V62']);
  });

  test('runs to the bottom where its end is not drawn', () => {
    expect(paths({ b: ['a'] })).toEqual([`M8 34 V${BOTTOM}`]);
  });

  test('bends to its lane and back', () => {
    expect(paths({ m: ['a', 'b'], a: ['x'], b: ['x'], x: [] })).toEqual([
      'M8 34 V62',
      'M8 34 C8 48 26 48 26 62 V90',
      'M8 62 V118',
      'M26 90 V90 C26 104 8 104 8 118',
    ]);
  });

  test('never goes up, however near its ends are', () => {
    for (const path of paths({ m: ['a', 'b', 'c'], c: [], b: [], a: [] })) {
      // Every second number of a point, and the one of a vertical line.
      const heights = Array.from(path?.matchAll(/V(\d+)|\d+ (\d+)/g) ?? [], ([, down, y]) =>
        Number(down ?? y),
      );
      expect(heights.length).toBeGreaterThan(1);
      expect(heights).toEqual(heights.toSorted((one, other) => one - other));
    }
  });

  test('begins and ends in a dot, and touches no other on its way', () => {
    fc.assert(
      fc.property(anyHistory, (parents) => {
        const drawn = lanes(parents);
        const dots = new Map(drawn.revisions.map((revision) => [revision.id, lanePoint(revision)]));
        for (const line of drawn.lines) {
          const points = pointsOf(linePath(line, BOTTOM));
          expect(points[0]).toEqual(dots.get(line.from.id));
          if (line.to !== undefined) expect(points.at(-1)).toEqual(dots.get(line.to.id));
          const others = [...dots].filter(([id]) => id !== line.from.id && id !== line.to?.id);
          for (const [, dot] of others) expect(nearest(points, dot)).toBeGreaterThan(DOT_RADIUS + 2);
        }
      }),
    );
  });

  test('has a colour of six', () => {
    const wide = lanes({
      m: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
      a: [],
      b: [],
      c: [],
      d: [],
      e: [],
      f: [],
      g: [],
    });
    const classes = drawnLines(wide, BOTTOM).map((path) => /class="line (\w+)"/.exec(path)?.[1]);
    expect(new Set(classes)).toEqual(new Set(['lane0', 'lane1', 'lane2', 'lane3', 'lane4', 'lane5']));
  });
});

const DOT_RADIUS = 5;

function nearest(points: readonly Point[], { x, y }: Point): number {
  return points.reduce((best, point) => Math.min(best, Math.hypot(point.x - x, point.y - y)), Infinity);
}

/** Newest first: each builds on some of those after it, and sometimes on one that is not drawn. */
const anyHistory = fc
  .array(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }), { maxLength: 14 })
  .map((rows) =>
    Object.fromEntries(
      rows.map((steps, row) => [`r${row}`, [...new Set(steps.map((step) => `r${row + step}`))]]),
    ),
  );

test('a dependency passes left of every lane', () => {
  const points = pointsOf(dependencyPath(lanePoint({ row: 1, lane: 3 }), lanePoint({ row: 9, lane: 2 })));
  expect(points[0]).toEqual(lanePoint({ row: 1, lane: 3 }));
  expect(points.at(-1)).toEqual(lanePoint({ row: 9, lane: 2 }));
  expect(Math.min(...points.map(({ x }) => x))).toBeLessThan(lanePoint({ row: 0, lane: 1 }).x);
});

test('lanes beside each other differ in colour', () => {
  fc.assert(fc.property(fc.nat(1000), (lane) => laneClass({ lane }) !== laneClass({ lane: lane + 1 })));
});

describe('a revision', () => {
  test('stands in its row and its lane', () => {
    expect(lanePoint({ row: 0, lane: 0 })).toEqual({ x: 8, y: 34 });
    expect(lanePoint({ row: 1, lane: 0 })).toEqual({ x: 8, y: 34 + ROW });
    expect(lanePoint({ row: 0, lane: 2 }).x).toBeGreaterThan(lanePoint({ row: 0, lane: 1 }).x);
  });

  test('has its text right of every lane', () => {
    const drawn = lanes({ m: ['a', 'b'], a: [], b: [] });
    for (const revision of drawn.revisions)
      expect(textStart(drawn)).toBeGreaterThan(lanePoint(revision).x + 5);
    expect(textStart(lanes({}))).toBeGreaterThan(0);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { shownHistory } from '../../testing/sample-history.ts';
import { rowAfter, type Move } from './graph-moves.ts';
import { historyLayout, type HistoryLayout } from './history-layout.ts';

type Rows = Readonly<Record<string, readonly string[]>>;

function after(rows: Rows, from: string, ...moves: readonly Move['kind'][]): string | undefined {
  const layout = historyLayout(shownHistory(rows));
  let row = layout.rowOf.get(from) ?? -1;
  for (const kind of moves) row = rowAfter(moveOf(kind), row, layout);
  return layout.lanes.revisions[row]?.id;
}

function moveOf(kind: Move['kind']): Move {
  return kind === 'by' ? { kind, rows: 1 } : { kind };
}

/** `e` and `d` are heads; `m` merges `b` (lane 0) and `c` (lane 1). */
const SHOP: Rows = { e: ['m'], d: ['m'], m: ['b', 'c'], b: ['a'], c: ['a'], a: [] };

describe('along the lines', () => {
  test.each<[from: string, move: Move['kind'], to: string]>([
    ['e', 'down', 'm'],
    ['d', 'down', 'm'],
    ['m', 'down', 'b'],
    ['b', 'down', 'a'],
    ['c', 'down', 'a'],
    ['a', 'up', 'b'],
    ['c', 'up', 'm'],
    ['b', 'up', 'm'],
    ['m', 'up', 'e'],
  ])('from %s %s leads to %s', (from, move, to) => {
    expect(after(SHOP, from, move)).toBe(to);
  });

  test('down and up again lead back in a chain', () => {
    expect(after({ c: ['b'], b: ['a'], a: [] }, 'b', 'down', 'up')).toBe('b');
  });

  test('where a line ends the next one begins', () => {
    const two: Rows = { b: ['a'], a: [], y: ['x'], x: [] };
    expect(after(two, 'a', 'down')).toBe('y');
    expect(after(two, 'y', 'up')).toBe('a');
  });

  test('the ends of everything hold', () => {
    expect(after(SHOP, 'a', 'down')).toBe('a');
    expect(after(SHOP, 'e', 'up')).toBe('e');
  });
});

describe('to the branch beside', () => {
  test.each<[from: string, move: Move['kind'], to: string]>([
    ['m', 'right', 'c'],
    ['c', 'left', 'a'],
    ['e', 'right', 'd'],
    ['d', 'left', 'm'],
    ['b', 'right', 'c'],
    // Nothing is further out.
    ['b', 'left', 'b'],
    ['c', 'right', 'c'],
  ])('from %s %s leads to %s', (from, move, to) => {
    expect(after(SHOP, from, move)).toBe(to);
  });
});

describe('by rows', () => {
  const layout = historyLayout(shownHistory(SHOP));

  test.each([
    [1, 1, 2],
    [1, -1, 0],
    [1, 100, 5],
    [1, -100, 0],
    [1, Infinity, 5],
    [1, -Infinity, 0],
  ])('from row %i by %d', (row, rows, to) => {
    expect(rowAfter({ kind: 'by', rows }, row, layout)).toBe(to);
  });

  test('there is nowhere to go in an empty history', () => {
    const empty = historyLayout(shownHistory({}));
    for (const move of everyMove()) expect(rowAfter(move, 0, empty)).toBe(0);
  });
});

const anyRows = fc
  .array(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }), { minLength: 1, maxLength: 20 })
  .map((rows): Rows =>
    Object.fromEntries(
      rows.map((steps, row) => [
        `r${row}`,
        [...new Set(steps.map((step) => row + step))].filter((to) => to < rows.length).map((to) => `r${to}`),
      ]),
    ),
  );

test('no move leaves the list; down goes down, up goes up, and the sides change the lane', () => {
  fc.assert(
    fc.property(anyRows, (rows) => {
      const layout = historyLayout(shownHistory(rows));
      const count = layout.lanes.revisions.length;
      const laneAt = (row: number) => layout.lanes.revisions[row]?.lane ?? 0;
      for (let row = 0; row < count; row += 1) {
        for (const move of everyMove()) {
          const to = rowAfter(move, row, layout);
          expect(to).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThan(count);
        }
        expect(rowAfter({ kind: 'down' }, row, layout)).toBeGreaterThanOrEqual(row);
        expect(rowAfter({ kind: 'up' }, row, layout)).toBeLessThanOrEqual(row);
        expect(laneAt(rowAfter({ kind: 'left' }, row, layout))).toBeLessThanOrEqual(laneAt(row));
        expect(laneAt(rowAfter({ kind: 'right' }, row, layout))).toBeGreaterThanOrEqual(laneAt(row));
      }
    }),
  );
});

test('keys reach every revision from every other', () => {
  fc.assert(
    fc.property(anyRows, (rows) => {
      const layout = historyLayout(shownHistory(rows));
      expect(reached(layout).size).toBe(layout.lanes.revisions.length);
    }),
  );
});

function reached(layout: HistoryLayout): ReadonlySet<number> {
  const found = new Set([0]);
  for (const row of found) for (const move of everyMove()) found.add(rowAfter(move, row, layout));
  return found;
}

function everyMove(): readonly Move[] {
  const kinds = ['down', 'up', 'left', 'right'] as const;
  return [...kinds.map((kind) => ({ kind })), { kind: 'by', rows: 1 }, { kind: 'by', rows: -1 }];
}

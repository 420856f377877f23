import { ROW } from '@lockkeeper/policy-core/report/drawing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { shownHistory } from '../../testing/sample-history.ts';
import { historyLayout } from './history-layout.ts';
import { dependenciesInSight, lanesAt, linesInSight, rowsInSight, topToShow } from './rows-in-sight.ts';

describe('the rows to draw', () => {
  test('are those that are seen, and some more on either side', () => {
    const { first, end } = rowsInSight({ top: 100 * ROW, height: 10 * ROW, count: 3000 });
    expect(first).toBeLessThan(100);
    expect(end).toBeGreaterThan(110);
    expect(end - first).toBeLessThan(100);
  });

  test('stay while they hold what is seen', () => {
    const drawn = rowsInSight({ top: 100 * ROW, height: 10 * ROW, count: 3000 });
    expect(rowsInSight({ top: 105 * ROW, height: 10 * ROW, count: 3000 }, drawn)).toBe(drawn);
    expect(rowsInSight({ top: 300 * ROW, height: 10 * ROW, count: 3000 }, drawn)).not.toBe(drawn);
  });

  test('are all of a short history, and none of an empty one', () => {
    expect(rowsInSight({ top: 0, height: 900, count: 3 })).toEqual({ first: 0, end: 3 });
    expect(rowsInSight({ top: 0, height: 900, count: 0 })).toEqual({ first: 0, end: 0 });
  });

  test('hold every row that is seen, wherever it is scrolled to', () => {
    const anyView = fc.record({ top: fc.nat(90_000), height: fc.nat(2000), count: fc.nat(3000) });
    fc.assert(
      fc.property(anyView, anyView, (before, now) => {
        const { first, end } = rowsInSight(now, rowsInSight(before));
        const last = Math.min(now.count, Math.ceil((now.top + now.height) / ROW));
        expect(first).toBeLessThanOrEqual(Math.min(now.count, Math.floor(now.top / ROW)));
        expect(end).toBeGreaterThanOrEqual(last);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(now.count);
      }),
    );
  });
});

describe('scrolling to a row', () => {
  const view = { top: 10 * ROW, height: 5 * ROW };

  test.each([
    ['above', 3, 3 * ROW],
    ['at the top', 10, 10 * ROW],
    ['in the middle', 12, 10 * ROW],
    ['at the bottom', 14, 10 * ROW],
    ['below', 20, 16 * ROW],
  ])('that lies %s', (_where, row, top) => {
    expect(topToShow(row, view)).toBe(top);
  });
});

describe('what hangs together in a part of a history', () => {
  const layout = historyLayout(
    shownHistory({ m: ['b', 'c'], b: ['x'], x: ['y'], y: ['a'], c: ['a'], a: ['zz'] }),
  );
  const drawn = (first: number, end: number) =>
    linesInSight(layout, { first, end }).map(({ from, to }) => `${from.id}-${to?.id ?? ''}`);

  test('are lines that begin, end or pass there', () => {
    expect(drawn(0, 1)).toEqual(['m-b', 'm-c']);
    expect(drawn(2, 3)).toEqual(['b-x', 'x-y', 'm-c']);
    expect(drawn(5, 6)).toEqual(['y-a', 'c-a', 'a-']);
  });

  test('take the lanes up to the rightmost line', () => {
    const lines = linesInSight(layout, { first: 0, end: 6 });
    expect([0, 1, 4, 5].map((row) => lanesAt(row, lines))).toEqual([2, 2, 2, 2]);
    expect(lanesAt(2, [])).toBe(1);
  });

  test('are dependencies that pass there', () => {
    const [from, , , to] = layout.lanes.revisions;
    if (from === undefined || to === undefined) throw new Error('no rows');
    const depending = { ...layout, dependencies: [{ from, to }] };
    expect(dependenciesInSight(depending, { first: 1, end: 2 })).toHaveLength(1);
    expect(dependenciesInSight(depending, { first: 4, end: 6 })).toHaveLength(0);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { shownHistory, shownRevision } from '../../testing/sample-history.ts';
import { historyLayout } from './history-layout.ts';

/** A merge `m` of `b` and `c`, which both build on `a`. */
const MERGE = { m: ['b', 'c'], b: ['a'], c: ['a'], a: [] };

describe('the layout of a history', () => {
  test('knows by row what a revision builds on, and what builds on it', () => {
    const { parents, children } = historyLayout(shownHistory(MERGE));
    expect(parents).toEqual([[1, 2], [3], [3], []]);
    expect(children).toEqual([[], [0], [0], [2, 1]]);
  });

  test('keeps parents in the order in which the file names them', () => {
    const { parents } = historyLayout(shownHistory({ m: ['c', 'b'], b: [], c: [] }));
    expect(parents[0]).toEqual([2, 1]);
  });

  test('finds a revision by its id', () => {
    const { rowOf } = historyLayout(shownHistory(MERGE));
    expect([rowOf.get('m'), rowOf.get('a'), rowOf.get('z')]).toEqual([0, 3, undefined]);
  });

  test('has a way to what is depended on, where it is drawn', () => {
    const history = shownHistory(MERGE);
    const [first, ...others] = history.revisions;
    const depending = {
      ...history,
      revisions: [{ ...first, ...shownRevision('m', { dependsOn: ['a', 'zz'] }) }, ...others],
    };
    const { dependencies } = historyLayout(depending);
    expect(dependencies.map(({ from, to }) => [from.id, to.id])).toEqual([['m', 'a']]);
  });

  test('leads to no parent that is not there', () => {
    const history = { ...shownHistory({ b: ['zz'] }), missing: ['zz'] };
    const { parents, lanes } = historyLayout(history);
    expect(parents).toEqual([[]]);
    expect(lanes.lines).toEqual([]);
  });

  test('is empty for an empty history', () => {
    expect(historyLayout(shownHistory({})).lanes).toEqual({ revisions: [], lines: [], width: 0 });
  });
});

/** Newest first: each builds on some of those below it. */
const anyRows = fc
  .array(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 }), { maxLength: 25 })
  .map((rows) =>
    Object.fromEntries(
      rows.map((steps, row) => [
        `r${row}`,
        [...new Set(steps.map((step) => row + step))].filter((to) => to < rows.length).map((to) => `r${to}`),
      ]),
    ),
  );

test('every link is drawn, and children are the parents seen from below', () => {
  fc.assert(
    fc.property(anyRows, (rows) => {
      const { lanes, parents, children } = historyLayout(shownHistory(rows));
      const wanted = Object.values(rows).map((ids) => ids.map((id) => Number(id.slice(1))));
      expect(parents).toEqual(wanted);
      expect(lanes.lines).toHaveLength(wanted.flat().length);
      const upwards = children.flatMap((above, row) => above.map((child) => `${child} ${row}`));
      const downwards = parents.flatMap((below, row) => below.map((parent) => `${row} ${parent}`));
      expect(upwards.toSorted()).toEqual(downwards.toSorted());
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { stepsTaken } from '../../testing/steps-taken.ts';
import { sampleHeader } from '../../testing/sample-header.ts';
import { graphLanes, type GraphLanes } from './graph-lanes.ts';
import { newestFirst } from './newest-first.ts';
import { revisionGraph } from './revision-graph-of.ts';

type Parents = Readonly<Record<string, readonly string[]>>;

function graphOf(parents: Parents, dependsOn: Parents = {}) {
  return revisionGraph(
    Object.entries(parents).map(([id, down]) => ({
      path: `${id}.py`,
      header: sampleHeader({
        revision: id,
        down: down.length === 0 ? null : down,
        dependsOn: dependsOn[id] ?? null,
      }),
    })),
  );
}

describe('newest first', () => {
  test.each<[string, Parents, string]>([
    ['a chain', { a: [], b: ['a'], c: ['b'] }, 'c b a'],
    [
      'a branch to its end before the next one',
      { a: [], b: ['a'], c: ['b'], x: ['a'], y: ['x'] },
      'y x c b a',
    ],
    ['a merge before both its sides', { a: [], b: ['a'], c: ['a'], d: ['b', 'c'], e: ['d'] }, 'e d b c a'],
    ['a missing parent', { b: ['a'], c: ['b'] }, 'c b'],
    ['a circle last', { a: [], b: ['a'], x: ['z'], y: ['x'], z: ['y'] }, 'b a x y z'],
    ['a revision that builds on itself last', { a: [], x: ['x'] }, 'a x'],
    ['nothing', {}, ''],
  ])('%s', (_what, parents, ids) => {
    expect(newestFirst(graphOf(parents)).join(' ')).toBe(ids);
  });

  test('what another depends on comes after it', () => {
    const ids = newestFirst(graphOf({ a: [], b: ['a'], x: [], y: ['x'] }, { y: ['b'] }));
    expect(ids.indexOf('y')).toBeLessThan(ids.indexOf('b'));
  });
});

/** Histories where each revision builds on some of those before it. */
const anyParents: fc.Arbitrary<Parents> = fc
  .array(fc.array(fc.nat(40), { maxLength: 3 }), { maxLength: 30 })
  .map((rows) =>
    Object.fromEntries(
      rows.map((row, index) => [
        `r${index}`,
        [...new Set(row.filter((parent) => parent < index).map((parent) => `r${parent}`))],
      ]),
    ),
  );

function lanesOf(parents: Parents): GraphLanes {
  return graphLanes(newestFirst(graphOf(parents)), (id) => parents[id] ?? []);
}

describe('a drawing', () => {
  test('of a chain has one lane', () => {
    expect(lanesOf({ a: [], b: ['a'], c: ['b'] })).toEqual({
      revisions: [
        { id: 'c', row: 0, lane: 0 },
        { id: 'b', row: 1, lane: 0 },
        { id: 'a', row: 2, lane: 0 },
      ],
      lines: [
        { from: { id: 'c', row: 0, lane: 0 }, to: { id: 'b', row: 1, lane: 0 }, lane: 0 },
        { from: { id: 'b', row: 1, lane: 0 }, to: { id: 'a', row: 2, lane: 0 }, lane: 0 },
      ],
      width: 1,
    });
  });

  test('of nothing is empty', () => {
    expect(graphLanes([], () => [])).toEqual({ revisions: [], lines: [], width: 0 });
  });

  test('goes on below what is drawn', () => {
    const { lines } = graphLanes(['c'], () => ['b']);
    expect(lines).toEqual([{ from: { id: 'c', row: 0, lane: 0 }, to: undefined, lane: 0 }]);
  });

  test('draws no line upwards', () => {
    const circle: Parents = { a: ['b'], b: ['a'] };
    expect(graphLanes(['a', 'b'], (id) => circle[id] ?? []).lines).toHaveLength(1);
  });

  test('has every revision before its parents, and a line to each of them', () => {
    fc.assert(
      fc.property(anyParents, (parents) => {
        const { revisions, lines } = lanesOf(parents);
        expect(revisions.map(({ id }) => id).toSorted()).toEqual(Object.keys(parents).toSorted());
        const drawn = lines.map(({ from, to }) => `${from.id} ${to?.id}`).toSorted();
        const wanted = Object.entries(parents).flatMap(([id, all]) => all.map((parent) => `${id} ${parent}`));
        expect(drawn).toEqual(wanted.toSorted());
        expect(lines.every(({ from, to }) => to !== undefined && from.row < to.row)).toBe(true);
      }),
    );
  });

  test('runs no line through another revision, nor two lines in one lane that lead elsewhere', () => {
    fc.assert(
      fc.property(anyParents, (parents) => {
        const { revisions, lines, width } = lanesOf(parents);
        for (const { row, lane } of revisions) {
          const passing = lines.filter(({ from, to }) => from.row < row && (to?.row ?? Infinity) > row);
          expect(passing.map((line) => line.lane)).not.toContain(lane);
          const aims = new Map(passing.map((line) => [line.lane, line.to?.id]));
          expect(passing.every((line) => aims.get(line.lane) === line.to?.id)).toBe(true);
        }
        expect(Math.max(-1, ...[...revisions, ...lines].map(({ lane }) => lane))).toBe(width - 1);
      }),
    );
  });

  test('gives a lane that has become free to the next one that needs one', () => {
    const { revisions, width } = lanesOf({ a: [], b: ['a'], c: ['a'], d: ['b', 'c'], e: ['d'], f: ['d'] });
    const lanes = Object.fromEntries(revisions.map(({ id, lane }) => [id, lane]));
    expect(lanes).toEqual({ f: 0, e: 1, d: 0, b: 0, c: 1, a: 0 });
    expect(width).toBe(2);
  });

  test('shares the lane of a line that leads to the same revision', () => {
    const { lines, width } = lanesOf({ a: [], b: [], c: ['b', 'a'], d: ['c', 'a'] });
    const toA = lines.filter(({ to }) => to?.id === 'a');
    expect(toA.map(({ from, lane }) => [from.id, lane])).toEqual([
      ['d', 1],
      ['c', 1],
    ]);
    expect(width).toBe(2);
  });

  test.each<[string, (index: number) => readonly string[]]>([
    [
      'a chain with merges',
      (index) => (index % 7 === 0 ? [`r${index - 1}`, `r${index - 3}`] : [`r${index - 1}`]),
    ],
    ['a base with nothing but heads', () => ['r0']],
    ['pairs that never meet', (index) => (index < 3 ? ['r0'] : [`r${index - 2}`])],
    ['bases alone', () => []],
  ])('of %s takes no more time for each where there are more', (_what, parentsAt) => {
    const parents = new Map<string, readonly string[]>(
      Array.from(
        { length: 80_000 },
        (_, index) => [`r${index}`, index === 0 ? [] : parentsAt(index)] as const,
      ),
    );
    const newest = [...parents.keys()].toReversed();
    const stepsFor = (count: number) => {
      const ids = newest.slice(-count);
      const started = stepsTaken();
      expect(graphLanes(ids, (id) => parents.get(id) ?? []).revisions).toHaveLength(count);
      return stepsTaken() - started;
    };
    // A quadratic one would take sixteen times as many.
    expect(stepsFor(80_000)).toBeLessThan(5 * stepsFor(20_000));
  });

  test('of ten thousand revisions is made in few steps', () => {
    const parents: Record<string, readonly string[]> = { r0: [] };
    for (let index = 1; index < 10_000; index += 1) {
      parents[`r${index}`] = index % 7 === 0 ? [`r${index - 1}`, `r${index - 3}`] : [`r${index - 1}`];
    }
    const graph = graphOf(parents);
    const started = stepsTaken();
    expect(graphLanes(newestFirst(graph), (id) => parents[id] ?? []).revisions).toHaveLength(10_000);
    expect(stepsTaken() - started).toBeLessThan(600_000);
  });
});

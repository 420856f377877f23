import fc from 'fast-check';
import { describe, expect, test, it } from 'vitest';

import { stepsTaken } from '../../testing/steps-taken.ts';
import { sampleHeader } from '../../testing/sample-header.ts';
import {
  graphLanes,
  type GraphLanes,
  type LanedRevision,
  openLines,
  type OpenLine,
  type OpenLines,
} from './graph-lanes.ts';
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

const at = (id: string, row: number, lane = 0): LanedRevision => ({ id, row, lane });

/** `c -> a in 1` */
const told = (lines: readonly OpenLine[]) =>
  lines.map(({ from, to, lane }) => `${from.id} -> ${to} in ${lane}`);

/** A line that leads on in each of these lanes. */
function passing(count: number): OpenLines {
  const open = openLines();
  for (let lane = 0; lane < count; lane += 1) open.begin(at(`r${lane}`, lane, lane), [`p${lane}`]);
  return open;
}

describe('The lines that pass by', () => {
  it('are none at first', () => {
    const open = openLines();
    expect([open.endAt('a'), open.rest(), open.width(), open.freeLane()]).toEqual([[], [], 0, 0]);
  });

  it('go straight on to the first parent', () => {
    const open = openLines();
    open.begin(at('b', 0, 3), ['a']);
    expect(told(open.rest())).toEqual(['b -> a in 3']);
    expect(open.width()).toBe(4);
  });

  it('go to another parent by the next free lane', () => {
    const open = openLines();
    open.begin(at('m', 0), ['a', 'b', 'c']);
    expect(told(open.rest())).toEqual(['m -> a in 0', 'm -> b in 1', 'm -> c in 2']);
  });

  it('join one that leads to the same revision already, but for the first', () => {
    const open = openLines();
    open.begin(at('x', 0, 0), ['a']);
    open.begin(at('y', 1, 1), ['b', 'a']);
    open.begin(at('z', 2, 2), ['a', 'b']);
    expect(told(open.endAt('a'))).toEqual(['x -> a in 0', 'y -> a in 0', 'z -> a in 2']);
    expect(told(open.rest())).toEqual(['y -> b in 1', 'z -> b in 1']);
  });

  it('end once', () => {
    const open = passing(1);
    expect(told(open.endAt('p0'))).toEqual(['r0 -> p0 in 0']);
    expect(open.endAt('p0')).toEqual([]);
    expect(open.rest()).toEqual([]);
  });

  it('are kept in the order of their beginning where they never end', () => {
    const open = openLines();
    open.begin(at('d', 0), ['lost', 'far']);
    open.begin(at('c', 1, 2), ['gone']);
    open.begin(at('b', 2, 3), ['lost']);
    expect(told(open.rest())).toEqual([
      'd -> lost in 0',
      'd -> far in 1',
      'c -> gone in 2',
      'b -> lost in 3',
    ]);
  });

  it('are kept so also where one revision begins several, of which another leads to the last', () => {
    const open = openLines();
    open.begin(at('d', 0, 0), ['far']);
    open.begin(at('c', 1, 1), ['near', 'far']);
    expect(told(open.rest())).toEqual(['d -> far in 0', 'c -> near in 1', 'c -> far in 0']);
  });

  it('are not begun by the first revision of all', () => {
    const open = openLines();
    open.begin(at('a', 0), []);
    expect([open.rest(), open.freeLane()]).toEqual([[], 0]);
    expect(open.width(), 'the revision itself stands in a lane').toBe(1);
  });
});

describe('The free lane', () => {
  it('is the one behind all lines', () => {
    expect(passing(3).freeLane()).toBe(3);
  });

  it('is the leftmost of those that became free', () => {
    const open = passing(4);
    open.endAt('p2');
    expect(open.freeLane()).toBe(2);
    open.endAt('p0');
    expect(open.freeLane()).toBe(0);
    open.begin(at('new', 9, 0), ['q']);
    expect(open.freeLane()).toBe(2);
  });

  it('is asked for without being taken', () => {
    const open = passing(2);
    expect([open.freeLane(), open.freeLane(), open.width()]).toEqual([2, 2, 2]);
  });

  it('is none that two lines share, until both have ended', () => {
    const open = openLines();
    open.begin(at('x', 0, 0), ['a']);
    open.begin(at('y', 1, 1), ['b', 'a']);
    open.endAt('b');
    expect(open.freeLane()).toBe(1);
    open.endAt('a');
    expect(open.freeLane()).toBe(0);
  });

  it('is none that a revision stands in while its lines look for theirs', () => {
    const open = openLines();
    open.begin(at('x', 0, 1), ['a']);
    // Its first line joins none; the second may not go through the revision.
    open.begin(at('m', 1, 0), ['b', 'c']);
    expect(told(open.rest())).toEqual(['x -> a in 1', 'm -> b in 0', 'm -> c in 2']);
  });
});

describe('Whatever is drawn', () => {
  /** Revisions from the top, each with the distances to those that it leads to. */
  const drawing = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }), {
    maxLength: 25,
  });

  /** The slow way: all lines in one list. */
  function plainLines(): OpenLines {
    let all: OpenLine[] = [];
    let width = 0;
    const free = (more: readonly number[] = []) => {
      const taken = new Set([...all.map(({ lane }) => lane), ...more]);
      let lane = 0;
      while (taken.has(lane)) lane += 1;
      return lane;
    };
    return {
      endAt(id) {
        const ending = all.filter(({ to }) => to === id);
        all = all.filter(({ to }) => to !== id);
        return ending;
      },
      freeLane: () => free(),
      begin(from, parents) {
        width = Math.max(width, from.lane + 1);
        for (const [index, to] of parents.entries()) {
          const joined = all.find((line) => line.to === to)?.lane;
          const lane = index === 0 ? from.lane : (joined ?? free([from.lane]));
          all.push({ from, to, lane });
          width = Math.max(width, lane + 1);
        }
      },
      rest: () => all,
      width: () => width,
    };
  }

  it('lines end, lanes are free and the drawing is as wide as where all lines are looked through', () => {
    fc.assert(
      fc.property(drawing, (rows) => {
        const [open, plain] = [openLines(), plainLines()];
        for (const [row, distances] of rows.entries()) {
          const arriving = open.endAt(`r${row}`);
          expect(arriving).toEqual(plain.endAt(`r${row}`));
          expect(open.freeLane()).toBe(plain.freeLane());
          const lane = arriving.length > 0 ? Math.min(...arriving.map((line) => line.lane)) : open.freeLane();
          const parents = distances.map((distance) => `r${row + distance}`);
          open.begin(at(`r${row}`, row, lane), parents);
          plain.begin(at(`r${row}`, row, lane), parents);
          expect(open.width()).toBe(plain.width());
        }
        expect(open.rest()).toEqual(plain.rest());
      }),
    );
  });
});

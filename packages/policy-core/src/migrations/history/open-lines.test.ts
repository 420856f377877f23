import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { LanedRevision } from './graph-lanes.ts';
import { openLines, type OpenLine, type OpenLines } from './open-lines.ts';

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

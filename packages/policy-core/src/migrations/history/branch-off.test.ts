import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { sampleGraph } from '../../testing/sample-graph.ts';
import { branchOff } from './branch-off.ts';

/** `c after b`: the line to the first head leaves that to the second one behind `b`, with `c`. */
function told(history: string, head: string, other: string): string | undefined {
  const branch = branchOff(sampleGraph(history), head, other);
  return branch && `${branch.id} (${branch.path}) after ${branch.parent}`;
}

describe('where one line leaves another', () => {
  it.each<[string, string, string, string, string | undefined]>([
    ['one revision each', 'a; b < a; c < a', 'c', 'b', 'c (v/c.py) after a'],
    ['the other way round', 'a; b < a; c < a', 'b', 'c', 'b (v/b.py) after a'],
    ['several: the oldest', 'a; b < a; x < a; y < x; z < y', 'z', 'b', 'x (v/x.py) after a'],
    ['in the middle of the other line', 'a; b < a; c < b; x < b', 'x', 'c', 'x (v/x.py) after b'],
    ['where the other line is a merge', 'a; b < a; c < a; m < b, c; x < c', 'x', 'm', 'x (v/x.py) after c'],
    ['a merge, which has several places', 'a; b < a; c < a; d < a; m < b, c', 'm', 'd', undefined],
    ['behind a merge', 'a; b < a; c < a; d < a; m < b, c; n < m', 'n', 'd', undefined],
    ['two bases, which leave nothing', 'a; b', 'b', 'a', undefined],
    ['a parent that is missing', 'a; b < a; x < lost', 'x', 'b', undefined],
    ['a head that is not there', 'a; b < a', 'lost', 'b', undefined],
    ['the same head', 'a; b < a', 'b', 'b', undefined],
    ['a circle', 'a; x < y; y < x', 'x', 'a', undefined],
    ['a line that the other depends on', 'a; b < a ~ x; x < a', 'x', 'b', undefined],
    [
      'what the other only depends on, which would be a head then',
      'a; o ~ p; p < a; x < p',
      'x',
      'o',
      undefined,
    ],
  ])('%s', (...[, history, head, other, expected]) => {
    expect(told(history, head, other)).toBe(expected);
  });
});

test('built on the other head, the history has a head less and no circle', () => {
  const parentOf = fc.array(fc.nat(), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(parentOf, (numbers) => {
      const parents = numbers.map((number, index) => (index === 0 ? undefined : number % index));
      const { heads } = sampleGraph(written(parents));
      for (const head of heads) {
        for (const other of heads.filter((id) => id !== head)) {
          const branch = branchOff(sampleGraph(written(parents)), head, other);
          const moved = parents.map((parent, index) =>
            `r${index}` === branch?.id ? Number(other.slice(1)) : parent,
          );
          const after = sampleGraph(written(moved));
          expect(after.heads).toEqual(heads.filter((id) => id !== other));
          expect(after.cycles).toEqual([]);
        }
      }
    }),
  );
});

function written(parents: readonly (number | undefined)[]): string {
  return parents
    .map((parent, index) => (parent === undefined ? `r${index}` : `r${index} < r${parent}`))
    .join('; ');
}

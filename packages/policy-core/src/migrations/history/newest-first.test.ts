import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { sampleGraph } from '../../testing/sample-graph.ts';
import { newestFirst } from './newest-first.ts';

const listed = (text: string) => newestFirst(sampleGraph(text)).join(' ');

describe('a list of revisions, newest first', () => {
  it.each<[string, string, string]>([
    ['goes down a chain', 'a; b < a; c < b', 'c b a'],
    ['is the same whatever order the files have', 'c < b; a; b < a', 'c b a'],
    ['tells the first side of a merge to its end', 'a; b < a; c < a; m < b, c', 'm b c a'],
    ['tells the other one first where it is named first', 'a; b < a; c < a; m < c, b', 'm c b a'],
    ['waits with a fork for both its sides', 'a; b < a; b2 < b; c < a; c2 < c; m < b2, c2', 'm b2 b c2 c a'],
    ['has what is depended on below what depends on it', 'a; b < a; x ~ b', 'x b a'],
    ['has a dependency once that is a parent too', 'a; b < a ~ a', 'b a'],
    ['knows nothing of parents that are missing', 'b < lost, gone; c < b', 'c b'],
    ['has circles last, sorted', 'a; b < a; z < y; y < z', 'b a y z'],
    ['has what a circle builds on at the end too', 'a; y < x, a; x < y', 'a x y'],
  ])('%s', (_, text, expected) => {
    expect(listed(text)).toBe(expected);
  });

  const anyHistory = fc
    .array(fc.array(fc.nat({ max: 20 }), { maxLength: 3 }), { maxLength: 20 })
    .map((rows) =>
      rows.map((row, own) => ({ own, parents: [...new Set(row.filter((parent) => parent < own))] })),
    );

  it('names each revision once, and none before all that build on it', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const text = history.map(
          ({ own, parents }) => `r${own} < ${parents.map((id) => `r${id}`).join(', ')}`,
        );
        const ids = newestFirst(sampleGraph(text.join('; ')));
        expect(ids.toSorted()).toEqual(history.map(({ own }) => `r${own}`).toSorted());
        for (const { own, parents } of history) {
          for (const parent of parents)
            expect(ids.indexOf(`r${own}`)).toBeLessThan(ids.indexOf(`r${parent}`));
        }
      }),
    );
  });
});

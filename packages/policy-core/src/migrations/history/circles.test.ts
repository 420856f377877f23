import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { circlesIn } from './circles.ts';
import { components } from './components.ts';

type Graph = Readonly<Record<string, readonly string[]>>;

function circlesOf(graph: Graph): readonly (readonly string[])[] {
  const leadsTo = (id: string) => graph[id] ?? [];
  return circlesIn(components(Object.keys(graph), leadsTo), leadsTo);
}

describe('circles', () => {
  it('are none in a tree', () => {
    expect(circlesOf({ c: ['a'], b: ['a'], a: [] })).toEqual([]);
  });

  it('start with the smallest id, each before what it leads to', () => {
    expect(circlesOf({ c: ['a'], b: ['c'], a: ['b'] })).toEqual([['a', 'b', 'c']]);
  });

  it('are of one where something leads to itself', () => {
    expect(circlesOf({ b: ['b', 'a'], a: ['a'] })).toEqual([['a'], ['b']]);
  });

  it('are told once for what is tangled, by the shortest through its smallest id', () => {
    expect(circlesOf({ a: ['b', 'c'], b: ['d'], c: ['a'], d: ['a'] })).toEqual([['a', 'c']]);
  });

  it('are told beside a revision of them that leads to itself', () => {
    expect(circlesOf({ a: ['b'], b: ['b', 'a'] })).toEqual([['a', 'b'], ['b']]);
  });

  it('can be walked around, and every circle is in one that is told', () => {
    const graph = fc
      .array(fc.array(fc.nat({ max: 6 }), { maxLength: 3 }), { minLength: 1, maxLength: 7 })
      .map((edges) =>
        Object.fromEntries(
          edges.map((targets, index) => [`${index}`, targets.filter((to) => to < edges.length).map(String)]),
        ),
      );
    fc.assert(
      fc.property(graph, (edges) => {
        const found = circlesOf(edges);
        for (const circle of found) {
          circle.forEach((id, index) => {
            expect(edges[id]).toContain(circle[(index + 1) % circle.length]);
          });
          expect(new Set(circle).size).toBe(circle.length);
          expect([...circle].toSorted()[0]).toBe(circle[0]);
        }
        const tangled = components(Object.keys(edges), (id) => edges[id] ?? []).filter(
          (members) => members.length > 1,
        );
        for (const members of tangled) {
          expect(
            found.some((circle) => circle.length > 1 && circle.every((id) => members.includes(id))),
          ).toBe(true);
        }
      }),
    );
  });
});

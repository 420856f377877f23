import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { components } from './components.ts';

const anyGraph = fc
  .array(fc.array(fc.nat({ max: 7 }), { maxLength: 3 }), { minLength: 1, maxLength: 8 })
  .map((edges) =>
    Object.fromEntries(
      edges.map((targets, index) => [`${index}`, targets.filter((to) => to < edges.length).map(String)]),
    ),
  );

type Graph = Readonly<Record<string, readonly string[]>>;

function componentsOf(graph: Graph): readonly (readonly string[])[] {
  return components(Object.keys(graph), (id) => graph[id] ?? []);
}

/** Everything that can be walked to, by walking everywhere. */
function reachable(graph: Graph, from: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [...(graph[from] ?? [])];
  for (const id of waiting) {
    if (seen.has(id)) continue;
    seen.add(id);
    waiting.push(...(graph[id] ?? []));
  }
  return seen;
}

describe('components', () => {
  it('come after what they lead to', () => {
    expect(componentsOf({ c: ['b'], b: ['a'], a: [] })).toEqual([['a'], ['b'], ['c']]);
  });

  it('hold what leads to each other', () => {
    const [first, second] = componentsOf({ d: ['c'], c: ['b'], b: ['a', 'c'], a: ['c'] });
    expect([...(first ?? [])].toSorted()).toEqual(['a', 'b', 'c']);
    expect(second).toEqual(['d']);
  });

  it('hold every vertex once, together exactly when there is a way there and back', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const found = componentsOf(graph);
        expect(found.flat().toSorted()).toEqual(Object.keys(graph).toSorted());
        const reach = new Map(Object.keys(graph).map((id) => [id, reachable(graph, id)]));
        for (const one of Object.keys(graph)) {
          for (const two of Object.keys(graph)) {
            const together = found.some((members) => members.includes(one) && members.includes(two));
            const thereAndBack = reach.get(one)?.has(two) === true && reach.get(two)?.has(one) === true;
            expect(together).toBe(one === two || thereAndBack);
          }
        }
      }),
    );
  });

  it('never come before one that they lead to', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const found = componentsOf(graph);
        const place = new Map(found.flatMap((members, index) => members.map((id) => [id, index] as const)));
        for (const [id, targets] of Object.entries(graph)) {
          for (const target of targets) expect(place.get(target)).toBeLessThanOrEqual(place.get(id) ?? -1);
        }
      }),
    );
  });

  it('are found in a chain that is longer than any stack', () => {
    const ids = Array.from({ length: 200_000 }, (_, index) => `${index}`);
    const found = components(ids, (id) => (Number(id) + 1 < ids.length ? [`${Number(id) + 1}`] : []));
    expect(found.length).toBe(ids.length);
    expect(found[0]).toEqual(['199999']);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { RevisionGraph } from '../../migrations/history/revision-graph.ts';
import { downgradeOrder, headsAmong } from './downgrade-order.ts';

/** Each id with what it builds on, in an order in which Alembic may run them. */
function graphOf(revisions: Readonly<Record<string, readonly string[]>>): RevisionGraph {
  const order = Object.keys(revisions);
  const named = (ids: readonly string[]) => ids.map((id) => ({ id, start: 0, end: 0 }));
  return {
    revisions: new Map(
      order.map((id) => [
        id,
        { path: `${id}.py`, id, parents: named(revisions[id] ?? []), dependsOn: [], labels: [] },
      ]),
    ),
    heads: [],
    realHeads: [],
    bases: [],
    realBases: [],
    order,
    missing: [],
    cycles: [],
    duplicates: new Map(),
    unplaced: [],
    branches: new Map(),
    labelClashes: new Map(),
  };
}

function order(revisions: Readonly<Record<string, readonly string[]>>, unwanted: readonly string[]) {
  const graph = graphOf(revisions);
  const versions = headsAmong(graph, graph.order);
  return downgradeOrder(graph, { versions, applied: graph.order, unwanted: new Set(unwanted) });
}

describe('downgrades', () => {
  test('are one on a line, told by where it ends', () => {
    expect(order({ a: [], b: ['a'], c: ['b'] }, ['b', 'c'])).toMatchObject({
      value: [{ from: ['c'], to: 'a', leaves: ['a'], revisions: ['c', 'b'] }],
    });
  });

  test('go to before the first revision', () => {
    expect(order({ a: [] }, ['a'])).toMatchObject({ value: [{ to: 'base', leaves: [] }] });
  });

  test('name the branch where another one leaves the same revision', () => {
    expect(order({ a: [], b: ['a'], c: ['a'] }, ['c'])).toMatchObject({
      value: [{ from: ['b', 'c'], to: 'c@a', leaves: ['b'] }],
    });
    expect(order({ a: [], b: [] }, ['b'])).toMatchObject({ value: [{ to: 'b@base', leaves: ['a'] }] });
  });

  test('are none where something that is wanted would go along', () => {
    expect(order({ a: [], b: ['a'], c: ['b'] }, ['b']).known).toBe(false);
  });

  test('leave exactly what is wanted, whatever the shape', () => {
    const shapes = fc
      .array(fc.array(fc.nat({ max: 6 }), { maxLength: 2 }), { minLength: 1, maxLength: 7 })
      .map((all) =>
        Object.fromEntries(
          all.map((parents, index) => [
            `r${index}`,
            [...new Set(parents.filter((one) => one < index).map((one) => `r${one}`))],
          ]),
        ),
      );
    fc.assert(
      fc.property(shapes, fc.array(fc.nat({ max: 6 })), (revisions, some) => {
        const ids = Object.keys(revisions);
        // What builds on something unwanted is unwanted as well, as the target's tree loads.
        const unwanted = new Set(some.flatMap((index) => ids[index] ?? []));
        for (const id of ids)
          if (revisions[id]?.some((base) => unwanted.has(base)) === true) unwanted.add(id);
        const found = order(revisions, [...unwanted]);
        const wanted = ids.filter((id) => !unwanted.has(id));
        expect(found.known).toBe(true);
        if (!found.known) return;
        const taken = found.value.flatMap((one) => one.revisions);
        expect(taken.toSorted()).toEqual([...unwanted].toSorted());
        const last = found.value.at(-1);
        if (last !== undefined) expect(last.leaves).toEqual(headsAmong(graphOf(revisions), wanted));
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { sampleHeader } from '../../testing/sample-header.ts';
import { revisionGraph } from './revision-graph-of.ts';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'lost'];
const id = fc.constantFrom(...IDS);
const names = fc.oneof(fc.constant(null), id, fc.array(id, { maxLength: 3 }));

/** One revision for each of some ids, naming whatever it likes. */
const anyHistory = fc
  .subarray(IDS.slice(0, -1), { minLength: 1 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((revision) => fc.record({ revision: fc.constant(revision), down: names, dependsOn: names })),
    ),
  );

type History = ReturnType<typeof anyHistory.generate>['value'];

function graphOf(history: History) {
  return revisionGraph(
    history.map((header) => ({ path: `v/${header.revision}.py`, header: sampleHeader(header) })),
  );
}

function listOf(value: string | readonly string[] | null): readonly string[] {
  if (value === null) return [];
  return typeof value === 'string' ? [value] : value;
}

describe('every graph', () => {
  it('has the heads and bases that its own definition says', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const graph = graphOf(history);
        const ids = history.map(({ revision }) => revision);
        const isParent = (one: string) => history.some(({ down }) => listOf(down).includes(one));
        const isNeeded = (one: string) => history.some(({ dependsOn }) => listOf(dependsOn).includes(one));
        expect(graph.heads).toEqual(ids.filter((one) => !isParent(one)).toSorted());
        expect(graph.realHeads).toEqual(ids.filter((one) => !isParent(one) && !isNeeded(one)).toSorted());
        const bases = history.filter(({ down }) => listOf(down).length === 0);
        expect(graph.bases).toEqual(bases.map(({ revision }) => revision).toSorted());
        const real = bases.filter(({ dependsOn }) => listOf(dependsOn).length === 0);
        expect(graph.realBases).toEqual(real.map(({ revision }) => revision).toSorted());
      }),
    );
  });

  it('names what is missing and nothing else', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const ids = new Set(history.map(({ revision }) => revision));
        const expected = new Set(
          history.flatMap(({ revision, down, dependsOn }) => [
            ...listOf(down).map((name) => [revision, name, 'down_revision'].join()),
            ...listOf(dependsOn).map((name) => [revision, name, 'depends_on'].join()),
          ]),
        );
        const missing = graphOf(history).missing.map(({ child, id: name, via }) => [child, name, via].join());
        expect(missing.toSorted()).toEqual(
          [...expected].filter((one) => !ids.has(one.split(',')[1] ?? '')).toSorted(),
        );
      }),
    );
  });

  it('orders every id once, after what it builds on unless that is on a circle or behind one', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const graph = graphOf(history);
        const place = new Map(graph.order.map((one, index) => [one, index]));
        expect([...place.keys()].toSorted()).toEqual([...graph.revisions.keys()].toSorted());
        const circling = new Set(graph.cycles.flat());
        const first = graph.order.findIndex((one) => circling.has(one));
        for (const { revision, down, dependsOn } of history) {
          for (const name of [...listOf(down), ...listOf(dependsOn)]) {
            const [own = -1, other = -1] = [place.get(revision), place.get(name)];
            if (first === -1 || own < first) expect(other).toBeLessThan(own);
          }
        }
      }),
    );
  });

  it('does not depend on the order of the files, but for their own order', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { order: _, revisions: __, missing, branches: ___, ...told } = graphOf(history);
        const turned = graphOf(history.toReversed());
        expect(turned).toMatchObject(told);
        expect(turned.missing.length).toBe(missing.length);
      }),
    );
  });
});

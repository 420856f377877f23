import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { sampleGraph } from '../../testing/sample-graph.ts';
import { branchHeads } from './branch-heads.ts';
import { graphLanes } from './graph-lanes.ts';
import { lineOf } from './line-of.ts';
import { newestFirst } from './newest-first.ts';
import type { RevisionGraph } from './revision-graph.ts';
import { staleBranches } from './stale-branches.ts';

interface Written {
  readonly id: string;
  readonly parents: readonly string[];
  readonly label: string | undefined;
}

/** Histories that Alembic loads: each revision builds on some that were there before it. */
const anyHistory: fc.Arbitrary<readonly Written[]> = fc
  .array(
    fc.record({
      parents: fc.uniqueArray(fc.nat({ max: 11 }), { maxLength: 2 }),
      isLabelled: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((rows) =>
    rows.map(({ parents, isLabelled }, own) => ({
      id: `r${own}`,
      parents: parents.filter((parent) => parent < own).map((parent) => `r${parent}`),
      label: isLabelled ? `label${own}` : undefined,
    })),
  );

function onPaper(history: readonly Written[]): string {
  return history
    .map(({ id, parents, label }) =>
      [
        id,
        ...(parents.length > 0 ? [`< ${parents.join(', ')}`] : []),
        ...(label === undefined ? [] : [`@${label}`]),
      ].join(' '),
    )
    .join('; ');
}

const graphOf = (history: readonly Written[]) => sampleGraph(onPaper(history));
const added = (id: string, ...parents: readonly string[]): Written => ({ id, parents, label: undefined });

/** Everything that a graph says, with other names for its ids. */
function renamed(graph: RevisionGraph, nameOf: (id: string) => string) {
  const names = (ids: readonly string[]) => ids.map(nameOf).toSorted();
  return {
    heads: names(graph.heads),
    bases: names(graph.bases),
    order: graph.order.map(nameOf),
    branches: new Map(Array.from(graph.branches, ([id, labels]) => [nameOf(id), labels])),
    missing: graph.missing,
    cycles: graph.cycles,
  };
}

describe('laws of a sound history', () => {
  it('nothing is wrong with it', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { missing, cycles, unplaced, duplicates, labelClashes } = graphOf(history);
        expect([missing, cycles, unplaced, [...duplicates], [...labelClashes]]).toEqual([[], [], [], [], []]);
      }),
    );
  });

  it('ids may be any others', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const nameOf = (id: string) => `x${id}y`;
        const other = history.map(({ id, parents, label }) => ({
          id: nameOf(id),
          parents: parents.map(nameOf),
          label,
        }));
        expect(renamed(graphOf(other), (id) => id)).toEqual(renamed(graphOf(history), nameOf));
      }),
    );
  });

  it('files may come in any order', () => {
    const shuffled = anyHistory.chain((history) =>
      fc.tuple(fc.constant(history), fc.shuffledSubarray([...history], { minLength: history.length })),
    );
    fc.assert(
      fc.property(shuffled, ([history, other]) => {
        const [one, two] = [graphOf(history), graphOf(other)];
        expect([two.heads, two.bases, two.missing]).toEqual([one.heads, one.bases, one.missing]);
        expect(new Map(two.branches)).toEqual(new Map(one.branches));
      }),
    );
  });

  it('a revision on a head takes its place, and one below it makes a head more', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(), (history, seed) => {
        const before = graphOf(history);
        const on = history[seed % history.length]?.id ?? '';
        const after = graphOf([...history, added('new', on)]);
        const others = before.heads.filter((head) => head !== on);
        expect(after.heads).toEqual([...others, 'new'].toSorted());
        expect(after.bases).toEqual(before.bases);
      }),
    );
  });

  it('a merge of all heads leaves one, from which everything can be reached', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const merged = graphOf([...history, added('merge', ...graphOf(history).heads)]);
        expect(merged.heads).toEqual(['merge']);
        expect([...lineOf(merged, 'merge')].toSorted()).toEqual([...merged.revisions.keys()].toSorted());
      }),
    );
  });

  it('a revision without its parent is a base no more than before, and says what is missing', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(), (history, seed) => {
        const gone = history[seed % history.length]?.id ?? '';
        const left = graphOf(history.filter(({ id }) => id !== gone));
        const children = history.filter(({ parents }) => parents.includes(gone)).map(({ id }) => id);
        expect(left.missing.map(({ child, id }) => [child, id])).toEqual(
          children.map((child) => [child, gone]),
        );
        expect(left.bases).toEqual(graphOf(history).bases.filter((id) => id !== gone));
      }),
    );
  });

  it('every head belongs to one branch, whatever labels may stand alone', () => {
    fc.assert(
      fc.property(anyHistory, fc.subarray(['label0', 'label1', 'label2', 'label3']), (history, allowed) => {
        const graph = graphOf(history);
        const branches = branchHeads(graph, allowed);
        expect(branches.flatMap(({ heads }) => heads).toSorted()).toEqual(graph.heads);
        for (const { label } of branches) expect([...allowed, undefined]).toContain(label);
      }),
    );
  });

  it('is drawn and listed whole, however it branches', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const graph = graphOf(history);
        const ids = newestFirst(graph);
        const parentsOf = (id: string) => graph.revisions.get(id)?.parents.map((parent) => parent.id) ?? [];
        const { revisions, lines } = graphLanes(ids, parentsOf);
        expect(revisions.map(({ id }) => id)).toEqual(ids);
        expect(lines).toHaveLength(history.flatMap(({ parents }) => parents).length);
      }),
    );
  });
});

describe('laws of two sides', () => {
  /** Both sides add a chain, each somewhere on what was there. */
  const anySides = fc.record({
    history: anyHistory,
    mine: fc.nat(),
    theirs: fc.nat(),
    lengths: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 3 })),
  });

  function chain(name: string, from: string, length: number): readonly Written[] {
    return Array.from({ length }, (_, index) =>
      added(`${name}${index}`, index === 0 ? from : `${name}${index - 1}`),
    );
  }

  it('nobody is stale where the target has no more heads than this side alone', () => {
    fc.assert(
      fc.property(anySides, ({ history, mine, theirs, lengths }) => {
        const idAt = (seed: number) => history[seed % history.length]?.id ?? '';
        const own = chain('mine', idAt(mine), lengths[0]);
        const other = chain('theirs', idAt(theirs), lengths[1]);
        const seen = {
          before: graphOf(history),
          graph: graphOf([...history, ...own]),
          merged: graphOf([...history, ...own, ...other]),
        };
        const stale = staleBranches(seen, []);
        const isMore = seen.merged.heads.length > seen.graph.heads.length;
        expect(stale.map(({ id, parent, other: { id: there } }) => [id, parent, there])).toEqual(
          isMore ? [['mine0', idAt(mine), `theirs${lengths[1] - 1}`]] : [],
        );
      }),
    );
  });
});

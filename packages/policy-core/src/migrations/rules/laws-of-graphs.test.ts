import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import type { Finding } from '../../model/finding.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { ALEMBIC_POLICY, sampleRevision } from '../../testing/sample-revision.ts';

/** Parents by id: what a history is, and nothing else. */
type Graph = ReadonlyMap<string, readonly string[]>;

const checker = checkerFor(policyOf(ALEMBIC_POLICY), await testParsers());

const IDS = ['aa00', 'bb11', 'cc22', 'dd33', 'ee44', 'ff55'];
const NOWHERE = ['yy98', 'zz99'];

/** Of any shape: circles, several ends and beginnings, names that nobody has. */
const anyGraph: fc.Arbitrary<Graph> = graphOf([...IDS, ...NOWHERE]);
/** Of revisions that are all there. */
const anyClosedGraph: fc.Arbitrary<Graph> = graphOf(IDS);
/** In which each builds on earlier ones. */
const anyTree: fc.Arbitrary<Graph> = fc
  .array(fc.array(fc.nat(5), { maxLength: 2 }), { minLength: 1, maxLength: IDS.length })
  .map(
    (steps) =>
      new Map(
        steps.map((back, index) => {
          const earlier = back.map((step) => index - 1 - step).filter((place) => place >= 0);
          return [IDS[index] ?? '', [...new Set(earlier.map((place) => IDS[place] ?? ''))]];
        }),
      ),
  );

function graphOf(names: readonly string[]): fc.Arbitrary<Graph> {
  return fc
    .array(fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 }), {
      minLength: 1,
      maxLength: IDS.length,
    })
    .map((all) => new Map(all.map((parents, index) => [IDS[index] ?? '', parents])))
    .map((graph) => {
      const known = new Set([...graph.keys(), ...NOWHERE]);
      return new Map(Array.from(graph, ([id, parents]) => [id, parents.filter((one) => known.has(one))]));
    });
}

function found(graph: Graph, rule: string): readonly Finding[] {
  const files = Array.from(graph, ([id, parents]) => ({
    path: `alembic/versions/${id}_x.py`,
    text: sampleRevision({ id, parent: source(parents), upgrade: `op.execute("SELECT '${id}'")` }),
  }));
  const { findings, crashed } = checker.checkFiles(files);
  expect(crashed).toEqual([]);
  return findings.filter((one) => one.rule === `migrations/${rule}`);
}

function source(parents: readonly string[]): string {
  const [only] = parents;
  if (only === undefined) return 'None';
  return parents.length === 1 ? `"${only}"` : `(${parents.map((one) => `"${one}"`).join(', ')})`;
}

/** Every revision that can be reached from this one by at least one step. */
function below(graph: Graph, id: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...(graph.get(id) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(graph.get(next) ?? []));
  }
  return seen;
}

/** Revisions that reach each other, or themselves. */
function groups(graph: Graph): readonly (readonly string[])[] {
  const ids = [...graph.keys()];
  return ids
    .filter((id) => below(graph, id).has(id))
    .map((id) => ids.filter((other) => other === id || isTogether(graph, id, other)));
}

function isTogether(graph: Graph, id: string, other: string): boolean {
  return below(graph, id).has(other) && below(graph, other).has(id);
}

function idsIn(text: string): string {
  return idsOf(text).toSorted().join(' ');
}

/** Ids of a message, each once, in its order. */
function idsOf(message: string): readonly string[] {
  return [...new Set(Array.from(message.matchAll(/\b[a-z]{2}\d\d\b/g), ([id]) => id))];
}

function each(graphs: fc.Arbitrary<Graph>, check: (graph: Graph) => void): void {
  fc.assert(fc.property(graphs, check));
}

describe('in any graph of revisions', () => {
  test('every circle that is told goes round, and is told once', () => {
    each(anyGraph, (graph) => {
      const told = found(graph, 'revision-cycle').map(({ message }) => idsOf(message));
      for (const circle of told) {
        const steps = circle.map((id, index) => [id, circle[(index + 1) % circle.length] ?? ''] as const);
        expect(
          steps.every(([from, to]) => graph.get(from)?.includes(to)) ||
            steps.every(([from, to]) => graph.get(to)?.includes(from)),
        ).toBe(true);
      }
      const sets = told.map((circle) => circle.toSorted().join(' '));
      expect(sets).toEqual([...new Set(sets)]);
    });
  });

  test('revisions that reach each other have a circle told among them, and no others have', () => {
    each(anyGraph, (graph) => {
      const told = found(graph, 'revision-cycle').map(({ message }) => idsOf(message));
      for (const group of groups(graph)) {
        const within = told.filter((circle) => circle.every((id) => group.includes(id)));
        expect(within, group.join(' ')).not.toEqual([]);
      }
      expect(told.flat().filter((id) => !below(graph, id).has(id))).toEqual([]);
    });
  });

  test('every parent that is not there is found, at the revision that names it', () => {
    each(anyGraph, (graph) => {
      const said = found(graph, 'missing-parent').map(({ message, at }) => {
        const child = /versions\/(\w+)_x/.exec(at?.path ?? '')?.[1];
        return `${child} ${NOWHERE.find((id) => message.includes(id))}`;
      });
      const wanted = Array.from(graph, ([id, parents]) =>
        parents.filter((parent) => NOWHERE.includes(parent)).map((parent) => `${id} ${parent}`),
      ).flat();
      expect(said.toSorted()).toEqual(wanted.toSorted());
    });
  });

  test('more than one base is one finding, which names them all', () => {
    each(anyGraph, (graph) => {
      const bases = [...graph].filter(([, parents]) => parents.length === 0).map(([id]) => id);
      const said = found(graph, 'multiple-bases');
      expect(said).toHaveLength(bases.length > 1 ? 1 : 0);
      for (const { message, at, related } of said) {
        expect(idsIn(message)).toBe(bases.toSorted().join(' '));
        expect(new Set([at?.path, ...related.map((one) => one.at.path)]).size).toBe(bases.length);
      }
    });
  });

  test('no id is said to be there twice', () => {
    each(anyGraph, (graph) => {
      expect(found(graph, 'duplicate-revision-id')).toEqual([]);
    });
  });
});

describe('in a graph whose revisions are all there', () => {
  test('more than one head is one finding, which names them all', () => {
    each(anyClosedGraph, (graph) => {
      const named = new Set([...graph.values()].flat());
      const heads = [...graph.keys()].filter((id) => !named.has(id));
      const said = found(graph, 'multiple-heads');
      expect(said).toHaveLength(heads.length > 1 ? 1 : 0);
      for (const { message } of said) expect(idsIn(message)).toBe(heads.toSorted().join(' '));
    });
  });

  test('no parent is missing', () => {
    each(anyClosedGraph, (graph) => {
      expect(found(graph, 'missing-parent')).toEqual([]);
    });
  });
});

describe('in a graph that grows', () => {
  test('there is no circle', () => {
    each(anyTree, (graph) => {
      expect(found(graph, 'revision-cycle')).toEqual([]);
    });
  });

  test('a revision that merges all heads ends the finding about them', () => {
    each(anyTree, (graph) => {
      const named = new Set([...graph.values()].flat());
      const heads = [...graph.keys()].filter((id) => !named.has(id));
      expect(found(new Map([...graph, ['gg66', heads]]), 'multiple-heads')).toEqual([]);
    });
  });

  test('an offered merge names exactly the heads', () => {
    each(anyTree, (graph) => {
      const named = new Set([...graph.values()].flat());
      const heads = [...graph.keys()].filter((id) => !named.has(id));
      for (const { fixes } of found(graph, 'multiple-heads')) {
        expect(fixes).toHaveLength(1);
        const written = fixes[0]?.edits[0]?.text ?? '';
        const parents = /^down_revision = \((.*)\)$/m.exec(written)?.[1] ?? '';
        expect(idsIn(parents)).toBe(heads.toSorted().join(' '));
      }
    });
  });

  test('one line has nothing to find', () => {
    for (const length of [1, 2, 6]) {
      const line: Graph = new Map(
        IDS.slice(0, length).map((id, index) => [id, IDS.slice(Math.max(0, index - 1), index)]),
      );
      const rules = ['revision-cycle', 'missing-parent', 'multiple-bases', 'multiple-heads', 'stale-parent'];
      expect(rules.flatMap((rule) => found(line, rule))).toEqual([]);
    }
  });
});

import process from 'node:process';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { revisionGraph } from '../../packages/policy-core/src/migrations/history/revision-graph-of.ts';
import type {
  GraphRevision,
  RevisionGraph,
} from '../../packages/policy-core/src/migrations/history/revision-graph.ts';
import { versionFiles } from '../../packages/policy-core/src/migrations/history/version-files.ts';
import { sampleHeader } from '../../packages/policy-core/src/testing/sample-header.ts';
import { askAlembic, type AlembicAnswer } from './alembic-histories.ts';
import { generatedHistory, headerText, type GeneratedRevision } from './generated-histories.ts';

const COUNT = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 20_000 : 1000;
const histories = fc.sample(generatedHistory, COUNT);
const answers = askAlembic(
  histories.map((revisions) =>
    Object.fromEntries(revisions.map(({ file, header }) => [file, headerText(header)])),
  ),
);

interface Compared {
  readonly history: readonly GeneratedRevision[];
  readonly graph: RevisionGraph;
  readonly alembic: AlembicAnswer;
}

describe.skipIf(answers === undefined)('the graph that Alembic makes', () => {
  const compared = histories.flatMap((history, index): Compared[] => {
    const alembic = answers?.[index];
    return alembic ? [{ history, graph: graphOf(history), alembic }] : [];
  });
  const loaded = compared.filter(({ alembic }) => alembic.error === null);
  // Alembic leaves every file with a doubled id among the heads and bases, also the one it does not use.
  const clear = loaded.filter(({ graph }) => graph.duplicates.size === 0);
  const sound = clear.filter(({ graph }) => graph.cycles.length === 0);

  it('is made of as many that load as of such that do not', () => {
    expect(clear.length).toBeGreaterThan(COUNT / 4);
    expect(compared.length - loaded.length).toBeGreaterThan(COUNT / 8);
    expect(loaded.length - clear.length).toBeGreaterThan(0);
  });

  it.each(['heads', 'realHeads', 'bases', 'realBases'] as const)('has the same %s', (part) => {
    expect(clear.map(({ graph }) => graph[part])).toEqual(clear.map(({ alembic }) => alembic[part]));
  });

  it('has the same heads and bases where an id is doubled, but for that id', () => {
    const doubled = loaded.filter(({ graph }) => graph.duplicates.size > 0);
    const without = ({ graph }: Compared, ids: readonly string[]) =>
      [...new Set(ids)].filter((id) => !graph.duplicates.has(id));
    for (const part of ['heads', 'realHeads', 'bases', 'realBases'] as const) {
      expect(doubled.map((one) => without(one, one.graph[part]))).toEqual(
        doubled.map((one) => without(one, one.alembic[part])),
      );
    }
  });

  it('takes each id from the same file', () => {
    const files = ({ revisions }: RevisionGraph) =>
      Object.fromEntries(Array.from(revisions, ([id, { path }]) => [id, path.slice('versions/'.length)]));
    expect(loaded.map(({ graph }) => files(graph))).toEqual(loaded.map(({ alembic }) => alembic.files));
  });

  it('loads what we find nothing wrong with', () => {
    const refused = compared.filter(({ graph, alembic }) => !isBroken(graph) && alembic.error !== null);
    // Alembic stops at a file that names itself also where another file has its id: told as a doubled id.
    expect(refused.filter(({ history }) => !history.some(isLoopOfDoubledId))).toEqual([]);
  });

  it('is refused where something is missing or clashes, or where a revision names itself', () => {
    const accepted = loaded.filter(
      ({ graph }) =>
        graph.missing.length > 0 ||
        graph.labelClashes.size > 0 ||
        [...graph.revisions.values()].some(namesItself),
    );
    expect(accepted).toEqual([]);
  });

  // It looks only whether every revision can be reached from a head and from a base, and a doubled id is both.
  it('is refused where there is a circle, unless ways lead into it and out of it', () => {
    for (const { graph } of loaded.filter((one) => one.graph.cycles.length > 0)) {
      const hasWays = (id: string) => {
        const { parents = [], dependsOn = [] } = graph.revisions.get(id) ?? {};
        return graph.duplicates.has(id) || parents.length + dependsOn.length > 1;
      };
      expect(graph.cycles.filter((circle) => !circle.some(hasWays))).toEqual([]);
    }
  });

  it('is refused for the reason that we tell', () => {
    for (const { history, graph, alembic } of compared.filter((one) => one.alembic.error !== null)) {
      expect(reasons(history, graph), JSON.stringify(history)).toContain(alembic.error);
    }
  });

  it('has the same labels at its heads', () => {
    const labels = (graph: RevisionGraph) =>
      Object.fromEntries(graph.heads.map((head) => [head, graph.branches.get(head) ?? []]));
    expect(sound.map(({ graph }) => labels(graph))).toEqual(sound.map(({ alembic }) => alembic.headLabels));
  });

  it('is walked by Alembic in an order that ours allows too', () => {
    for (const { graph, alembic } of sound) {
      expect([...(alembic.walk ?? [])].toSorted()).toEqual([...graph.order].toSorted());
      const place = new Map(graph.order.map((id, index) => [id, index]));
      for (const { id, parents } of graph.revisions.values()) {
        for (const parent of parents) expect(place.get(parent.id)).toBeLessThan(place.get(id) ?? -1);
      }
    }
  });
});

function graphOf(history: readonly GeneratedRevision[]): RevisionGraph {
  const headers = new Map(history.map(({ file, header }) => [`versions/${file}`, sampleHeader(header)]));
  const paths = versionFiles([...headers.keys()], { folders: ['versions'], isRecursive: false });
  return revisionGraph(paths.map((path) => ({ path, header: headers.get(path) })));
}

function isBroken({ missing, cycles, labelClashes }: RevisionGraph): boolean {
  return missing.length + cycles.length + labelClashes.size > 0;
}

function isLoopOfDoubledId({ header }: GeneratedRevision, _: number, history: readonly GeneratedRevision[]) {
  const { revision, down, dependsOn } = header;
  const isDoubled = history.filter((other) => other.header.revision === revision).length > 1;
  return isDoubled && [down, dependsOn].flat().includes(revision);
}

function namesItself({ id, parents, dependsOn }: GraphRevision): boolean {
  return [...parents, ...dependsOn].some((name) => name.id === id);
}

/** The classes of error that Alembic may stop with. */
function reasons(history: readonly GeneratedRevision[], graph: RevisionGraph): readonly string[] {
  const { missing, cycles, labelClashes, duplicates } = graph;
  const labels = new Set(history.flatMap(({ header }) => [header.labels].flat()));
  // A parent that is named by its label is found at first: what comes of it is a "broken map", a circle, or no end.
  const isHalfFound = missing.some(({ id }) => labels.has(id));
  return [
    ...(missing.length > 0 ? ['KeyError'] : []),
    ...(labelClashes.size > 0 || isHalfFound ? ['RevisionError'] : []),
    ...(isHalfFound ? ['TimeoutError'] : []),
    ...(cycles.length > 0 || duplicates.size > 0 || isHalfFound ? CIRCLES : []),
  ];
}

const CIRCLES = ['CycleDetected', 'DependencyCycleDetected', 'LoopDetected', 'DependencyLoopDetected'];

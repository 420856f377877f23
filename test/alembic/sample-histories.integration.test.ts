import { describe, expect, test } from 'vitest';

import { readRevision } from '../../packages/policy-core/src/migrations/alembic/revision.ts';
import { revisionGraph } from '../../packages/policy-core/src/migrations/history/revision-graph-of.ts';
import type { RevisionGraph } from '../../packages/policy-core/src/migrations/history/revision-graph.ts';
import { versionFiles } from '../../packages/policy-core/src/migrations/history/version-files.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { alembicProject, type FileTexts, type LoadedGraph } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { SAMPLE_HISTORIES } from './sample-histories.ts';

const FOLDER = 'alembic/versions';

describe.skipIf(alembic.kind === 'unavailable')('real Alembic and Lockkeeper on a history by hand', () => {
  test.each(SAMPLE_HISTORIES)('$title', async ({ files, alembic: expected, problems = [] }) => {
    const project = await alembicProject({ revisions: files });
    const loaded = await project.graph();
    const graph = await graphOf(files);
    expect(problemsOf(graph)).toEqual(problems);
    if (loaded.kind === 'failure') {
      expect({ error: loaded.error }).toEqual(expected);
      return;
    }
    expect({ heads: loaded.heads }).toEqual(expected);
    expect(idsOf((await project.run('heads')).output).toSorted()).toEqual(loaded.heads);
    if (problems.length > 0) return;
    expect(asLoaded(graph)).toEqual({ ...loaded, warnings: [], kind: 'loaded' });
    expect(inOrder(graph, await project.order())).toBe(true);
    expect(inOrder(graph, idsOf((await project.run('history')).output).toReversed())).toBe(true);
  });
});

async function graphOf(files: FileTexts): Promise<RevisionGraph> {
  const parsers = await testParsers();
  const paths = versionFiles(
    Object.keys(files).map((name) => `${FOLDER}/${name}`),
    { folders: [FOLDER], isRecursive: false },
  );
  return revisionGraph(
    paths.map((path) => {
      const reading = readRevision(parsers, files[path.slice(FOLDER.length + 1)] ?? '');
      return { path, header: reading.kind === 'revision' ? reading.header : undefined };
    }),
  );
}

function problemsOf(graph: RevisionGraph): readonly string[] {
  const { missing, cycles, duplicates, labelClashes, unplaced } = graph;
  return [
    ...missing.map(
      ({ child, id, via }) => `${child} has no ${via === 'depends_on' ? 'dependency' : 'parent'} ${id}`,
    ),
    ...cycles.map((ids) => `circle ${ids.join(' ')}`),
    ...Array.from(duplicates.keys(), (id) => `doubled ${id}`),
    ...Array.from(labelClashes, ([label, ids]) => `label ${label} of ${ids.join(' ')}`),
    ...unplaced.map((path) => `unplaced ${path.slice(FOLDER.length + 1)}`),
    ...[...graph.revisions.keys()].filter((id) => /[@+:-]/.test(id)).map((id) => `id ${id}`),
  ];
}

/** Our graph in Alembic's words. */
function asLoaded(graph: RevisionGraph): LoadedGraph {
  const { heads, realHeads, bases, realBases } = graph;
  const byLabel = new Map(
    [...graph.revisions.values()].flatMap(({ id, labels }) => labels.map((label) => [label.id, id] as const)),
  );
  const revisions = Array.from(graph.revisions, ([id, { path, parents, dependsOn, labels }]) => [
    id,
    {
      file: path,
      parents: parents.map((parent) => parent.id),
      dependsOn: dependsOn.map((other) => byLabel.get(other.id) ?? other.id).toSorted(),
      labels: labels.map((label) => label.id).toSorted(),
    },
  ]);
  return {
    kind: 'loaded',
    heads,
    realHeads,
    bases,
    realBases,
    revisions: Object.fromEntries(revisions),
    warnings: [],
  };
}

/** The ids that lines of `heads` and `history` are about: `a1 -> b2 (head), message`. */
function idsOf(output: string): readonly string[] {
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => /^(?:.* -> )?(\S+?)(?: \(|,|$)/.exec(line)?.[1] ?? line);
}

/** Whether each comes after what we say it builds on. */
function inOrder(graph: RevisionGraph, ids: readonly string[]): boolean {
  const place = new Map(ids.map((id, index) => [id, index]));
  return (
    ids.length === graph.revisions.size &&
    [...graph.revisions.values()].every(({ id, parents }) =>
      parents.every((parent) => (place.get(parent.id) ?? ids.length) < (place.get(id) ?? -1)),
    )
  );
}

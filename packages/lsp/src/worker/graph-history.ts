import type { Finding } from '@lockkeeper/policy-core';
import type { revisionKinds } from '@lockkeeper/policy-core/editor';
import type { environmentGraph } from '@lockkeeper/policy-core/migrations';

import type { GraphEdge, GraphHistory, GraphRevision } from '../protocol.ts';

type EnvironmentGraph = ReturnType<typeof environmentGraph>;

interface GraphInputs {
  readonly kinds: ReturnType<typeof revisionKinds>;
  /** Also those of other files. */
  readonly findings: readonly Finding[];
  readonly uriOf: (path: string) => string;
}

/** A history as the client draws it. */
export function graphHistory(graph: EnvironmentGraph, { kinds, findings, uriOf }: GraphInputs): GraphHistory {
  const byPath = new Map<string | undefined, Finding[]>();
  for (const finding of findings) {
    const path = finding.at?.path;
    byPath.set(path, [...(byPath.get(path) ?? []), finding]);
  }
  const revisions = graph.revisions.map((listed): GraphRevision => ({
    id: listed.id,
    title: listed.message,
    uri: uriOf(listed.path),
    path: listed.path,
    parents: listed.parents,
    dependsOn: listed.depends_on,
    labels: listed.labels,
    isHead: listed.is_head,
    isBase: listed.is_base,
    isMerge: listed.is_merge,
    isReleased: listed.is_released,
    isNew: listed.is_new,
    ...(kinds.get(listed.id) ?? NOT_KNOWN),
    findings: counted(byPath.get(listed.path) ?? []),
  }));
  return {
    name: graph.name,
    folders: graph.folders.map(uriOf),
    revisions,
    edges: edgesOf(revisions),
    heads: graph.heads,
    bases: graph.bases,
    circles: graph.circles,
    duplicates: graph.duplicates.map(({ id, paths }) => ({ id, uris: paths.map(uriOf) })),
    unplaced: graph.unplaced.map(uriOf),
  };
}

const NOT_KNOWN = { reversible: 'unknown', trivial: 'unknown', losesData: 'unknown' } as const;

function counted(findings: readonly Finding[]): GraphRevision['findings'] {
  const count = (wanted: Finding['severity']) =>
    findings.filter(({ severity }) => severity === wanted).length;
  return { error: count('error'), warning: count('warning'), info: count('info') };
}

function edgesOf(revisions: readonly GraphRevision[]): readonly GraphEdge[] {
  const known = new Set(revisions.map(({ id }) => id));
  return revisions.flatMap(({ id, parents, dependsOn }) => {
    const edge = (kind: GraphEdge['kind']) => (to: string) => ({
      from: id,
      to,
      kind,
      isMissing: !known.has(to),
    });
    return [...parents.map(edge('parent')), ...dependsOn.map(edge('depends_on'))];
  });
}

import type { GraphHistory, GraphRevision } from '@lockkeeper/lsp/protocol';

import type { ShownHistory, ShownRevision } from '../webview/graph/shown-history.ts';

/** A revision as the server tells of it, with nothing special about it. */
export function sampleRevision(id: string, more: Partial<GraphRevision> = {}): GraphRevision {
  return {
    id,
    title: `do ${id}`,
    uri: `file:///shop/versions/${id}.py`,
    path: `versions/${id}.py`,
    parents: [],
    dependsOn: [],
    labels: [],
    isHead: false,
    isBase: false,
    isMerge: (more.parents ?? []).length > 1,
    isReleased: null,
    isNew: null,
    reversible: 'yes',
    trivial: 'yes',
    losesData: 'no',
    findings: { error: 0, warning: 0, info: 0 },
    ...more,
  };
}

export function sampleGraph(
  revisions: readonly GraphRevision[],
  more: Partial<GraphHistory> = {},
): GraphHistory {
  return {
    name: 'alembic.ini',
    folders: ['file:///shop/versions'],
    revisions,
    edges: [],
    heads: [],
    bases: [],
    circles: [],
    duplicates: [],
    unplaced: [],
    ...more,
  };
}

export function shownRevision(id: string, more: Partial<ShownRevision> = {}): ShownRevision {
  return { ...sampleRevision(id, more), marks: [], ...more };
}

/** From `child: parents`, newest first. */
export function shownHistory(rows: Readonly<Record<string, readonly string[]>>): ShownHistory {
  return {
    key: 'alembic.ini versions',
    name: 'alembic.ini',
    revisions: Object.entries(rows).map(([id, parents]) => shownRevision(id, { parents })),
    missing: [],
    problems: [],
  };
}

import { newestFirst } from '../history/newest-first.ts';
import type { RevisionGraph } from '../history/revision-graph.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { listedRevision, type ListedRevision } from './listed-revision.ts';

/** The histories of some environments. This is what `migrations graph --format json` gives. */
export interface MigrationGraph {
  readonly schema_version: 1;
  readonly environments: readonly EnvironmentGraph[];
}

export interface EnvironmentGraph {
  /** `alembic.ini`, `alembic.ini [billing]`, or the folder. */
  readonly name: string;
  readonly folders: readonly string[];
  /** Newest first: each before those it builds on. */
  readonly revisions: readonly ListedRevision[];
  /** How many older ones were left out. */
  readonly older: number;
  readonly heads: readonly string[];
  readonly bases: readonly string[];
  /** Ids that a revision names and that are not there. */
  readonly missing: readonly {
    readonly revision: string;
    readonly names: string;
    readonly as: 'down_revision' | 'depends_on';
  }[];
  readonly circles: readonly (readonly string[])[];
  readonly duplicates: readonly { readonly id: string; readonly paths: readonly string[] }[];
  /** Files that Alembic loads and whose place cannot be known. */
  readonly unplaced: readonly string[];
}

/** @param last how many of each environment; `undefined`: all */
export function migrationGraph(histories: readonly RevisionHistory[], last?: number): MigrationGraph {
  return { schema_version: 1, environments: histories.map((history) => environmentGraph(history, last)) };
}

/** @param last how many; `undefined`: all */
export function environmentGraph(history: RevisionHistory, last?: number): EnvironmentGraph {
  const { name, folders, graph } = history;
  const ids = newestFirst(graph);
  const shown = ids.slice(0, last);
  return {
    name,
    folders,
    revisions: shown.flatMap((id) => listedRevision(history, id) ?? []),
    older: ids.length - shown.length,
    heads: graph.heads,
    bases: graph.bases,
    missing: missingNames(graph),
    circles: graph.cycles,
    duplicates: Array.from(graph.duplicates, ([id, paths]) => ({ id, paths })),
    unplaced: graph.unplaced,
  };
}

export function missingNames({ missing }: RevisionGraph): EnvironmentGraph['missing'] {
  return missing.map(({ child, id, via }) => ({ revision: child, names: id, as: via }));
}

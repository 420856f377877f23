import { branchHeads } from '../history/branch-heads.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { listedRevision, type ListedRevision } from './listed-revision.ts';
import { missingNames, type EnvironmentGraph } from './migration-graph.ts';

/** Where histories end. This is what `migrations heads --format json` gives. */
export interface MigrationHeads {
  readonly schema_version: 1;
  readonly environments: readonly EnvironmentHeads[];
}

export interface EnvironmentHeads {
  /** `alembic.ini`, `alembic.ini [billing]`, or the folder. */
  readonly name: string;
  readonly folders: readonly string[];
  readonly heads: readonly ListedRevision[];
  /** Whether `alembic upgrade` has one way to go: one head, or one for each branch that may have its own. */
  readonly is_single: boolean;
  /** Ids that a revision names and that are not there: Alembic does not load the history. */
  readonly missing: EnvironmentGraph['missing'];
  /** Ids that build on each other: Alembic does not load the history. */
  readonly circles: EnvironmentGraph['circles'];
  /** Files whose place cannot be known, so that they may be heads, too. */
  readonly unplaced: readonly string[];
}

/** @param allowed branch labels that may have a head of their own */
export function migrationHeads(
  histories: readonly RevisionHistory[],
  allowed: readonly string[],
): MigrationHeads {
  return {
    schema_version: 1,
    environments: histories.map((history) => {
      const { name, folders, graph } = history;
      const isSingle = branchHeads(graph, allowed).every(({ heads }) => heads.length === 1);
      return {
        name,
        folders,
        heads: graph.heads.flatMap((id) => listedRevision(history, id) ?? []),
        is_single: isSingle && graph.cycles.length === 0,
        missing: missingNames(graph),
        circles: graph.cycles,
        unplaced: graph.unplaced,
      };
    }),
  };
}

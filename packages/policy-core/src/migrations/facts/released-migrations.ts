import { lineOf } from '../history/line-of.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import type { Known } from '../../model/known.ts';
import type { SettledPoint } from '../../model/observations.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Migrations, MigrationScript } from '../analysis/migrations.ts';

interface ReadTree {
  readonly scripts: readonly MigrationScript[];
  /** Empty where they cannot be seen. */
  readonly histories: readonly Pick<RevisionHistory, 'graph'>[];
}

/**
 * Leaves out the migrations of a whole tree that are settled: those up to `since`, else those the
 * last release already holds. `since` names an Alembic revision of the tree, or else a commit.
 */
export function withoutReleased(
  policy: Pick<Policy, 'since'>,
  { scripts, histories }: ReadTree,
  settled: Known<SettledPoint>,
): Pick<Migrations, 'scripts' | 'unsettled'> {
  if (settled.known && settled.value.from === 'all') return { scripts, unsettled: undefined };
  const since = policy.since?.point;
  const holders = histories.filter(({ graph }) => since !== undefined && graph.revisions.has(since));
  if (since !== undefined && holders.length > 0) {
    const old = new Set(holders.flatMap(({ graph }) => pathsUpTo(since, graph)));
    return { scripts: scripts.filter(({ path }) => !old.has(path)), unsettled: undefined };
  }
  if (!settled.known) return { scripts, unsettled: settled.reason };
  const point = settled.value;
  if (since !== undefined && point.from !== 'since') {
    return {
      scripts,
      unsettled: `since names ${since}, which is neither an Alembic revision nor a commit here`,
    };
  }
  if (!('changedPaths' in point)) return { scripts, unsettled: undefined };
  const changed = new Set(point.changedPaths);
  return { scripts: scripts.filter(({ path }) => changed.has(path)), unsettled: undefined };
}

function pathsUpTo(since: string, graph: RevisionHistory['graph']): readonly string[] {
  return [...lineOf(graph, since)].flatMap((id) => graph.revisions.get(id)?.path ?? []);
}

import { displayText } from '../model/display-text.ts';
import type { RevisionGraph } from '../migrations/history/revision-graph.ts';
import { upgradeSteps, type RevisionHistory } from '../migrations/history/revision-history.ts';
import { observed, unobserved, type Known } from '../model/known.ts';
import { foldSchema } from '../migrations/schema/fold-revisions.ts';
import type { TableState } from '../migrations/schema/schema-history.ts';

/** The history that one of these databases follows, or why that cannot be told. */
export function historyWith(
  histories: readonly RevisionHistory[],
  versions: readonly string[],
): Known<RevisionHistory> {
  if (histories.length === 0) return unobserved('there are no migrations to compare with');
  const found = histories.find(({ graph }) => versions.every((version) => graph.revisions.has(version)));
  return found === undefined
    ? unobserved(`no history of the repository holds ${versions.map(displayText).join(' and ')}`)
    : observed(found);
}

/**
 * The tables that the upgrades up to these versions make, on a database that may have held others before; unobserved
 * where Alembic itself could not load the history.
 */
export function tablesAtVersions(
  history: Pick<RevisionHistory, 'graph' | 'files'>,
  versions: readonly string[],
): Known<readonly TableState[]> {
  const { graph, files } = history;
  const problem = loadingProblem(graph);
  if (problem !== undefined) return unobserved(problem);
  const applied = appliedAt(graph, versions);
  const order = graph.order.filter((id) => applied.has(id));
  const last = order.at(-1);
  if (last === undefined) return observed([]);
  const step = upgradeSteps(history, last).length;
  return observed(foldSchema({ ...graph, order }, files).tablesAt({ revision: last, step }));
}

/** Revisions that another version has and this one has not, in the order in which they run. */
export function pendingBetween(
  graph: RevisionGraph,
  { from, to }: { readonly from: readonly string[]; readonly to: readonly string[] },
): readonly string[] {
  const [before, after] = [appliedAt(graph, from), appliedAt(graph, to)];
  return graph.order.filter((id) => after.has(id) && !before.has(id));
}

/** Why Alembic would not know the way, as a clause; `undefined` where it does. */
export function loadingProblem(graph: RevisionGraph): string | undefined {
  const [unplaced] = graph.unplaced;
  if (unplaced !== undefined) return `the place of ${displayText(unplaced)} in the history cannot be read`;
  const [missing] = graph.missing;
  if (missing !== undefined)
    return `${displayText(missing.child)} builds on ${displayText(missing.id)}, which is not there`;
  if (graph.cycles.length > 0) return 'revisions build on each other in a circle';
  return graph.duplicates.size > 0 ? 'two revisions have the same id' : undefined;
}

/** These, and everything they build on. */
function appliedAt({ revisions }: RevisionGraph, versions: readonly string[]): ReadonlySet<string> {
  const byLabel = new Map(
    [...revisions.values()].flatMap(({ id, labels }) => labels.map((label) => [label.id, id] as const)),
  );
  const applied = new Set<string>();
  const waiting = [...versions];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const revision = revisions.get(id);
    if (revision === undefined || applied.has(id)) continue;
    applied.add(id);
    for (const { id: name } of [...revision.parents, ...revision.dependsOn])
      waiting.push(revisions.has(name) ? name : (byLabel.get(name) ?? name));
  }
  return applied;
}

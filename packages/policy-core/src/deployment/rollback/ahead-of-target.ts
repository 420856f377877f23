import { historyWith, loadingProblem, pendingBetween } from '../../database/history-schema.ts';
import type { RevisionHistory } from '../../migrations/history/revision-history.ts';
import { displayText } from '../../model/display-text.ts';
import type { MigrationsOfTree } from './rollback-sight.ts';
import { refused, unknown, type RollbackReason } from './rollback-reason.ts';
import { headsAmong } from './downgrade-order.ts';

/** Production has revisions that the target's tree has not. */
export interface AheadOfTarget {
  /** The commit whose tree has them. */
  readonly tree: string;
  readonly history: RevisionHistory;
  readonly versions: readonly string[];
  /** Everything that production has, in the order in which it ran. */
  readonly applied: readonly string[];
  /** Those that the target has not, in that order. */
  readonly ahead: readonly string[];
}

interface Places {
  readonly versions: readonly string[];
  /** Of the target's tree. */
  readonly target: readonly RevisionHistory[];
  readonly holders: readonly MigrationsOfTree[];
}

/** What lies between, told by the first tree that has all of it; or why that cannot be told. */
export function aheadOfTarget({ versions, target, holders }: Places): AheadOfTarget | RollbackReason {
  const holder = holderOf(versions, holders);
  if ('code' in holder) return holder;
  const { tree, history } = holder;
  const applied = pendingBetween(history.graph, { from: [], to: versions });
  const followed = followedBy(applied, target);
  if (followed === undefined)
    return refused('no-common-revision', {
      why: `The target has no revision that production ran: the history was written anew between them.`,
      where: versions[0] ?? null,
      lift: `Roll forward, or go back to a deploy whose tree has ${listed(versions)}.`,
    });
  const known = followed.graph.revisions;
  const ahead = applied.filter((id) => !known.has(id));
  const kept = headsAmong(
    history.graph,
    applied.filter((id) => known.has(id)),
  );
  const lacks = pendingBetween(followed.graph, { from: kept, to: followed.graph.heads });
  if (lacks.length > 0)
    return refused('diverged', {
      why: `The target has ${listed(lacks)}, which production has not, and lacks ${listed(ahead)}, which production has.`,
      where: followed.graph.revisions.get(lacks[0] ?? '')?.path ?? null,
      lift: 'Roll forward: neither tree has the way from one schema to the other.',
    });
  return { tree, history, versions, applied, ahead };
}

function holderOf(
  versions: readonly string[],
  holders: readonly MigrationsOfTree[],
): { readonly tree: string; readonly history: RevisionHistory } | RollbackReason {
  let problem: string | undefined;
  for (const { commit, histories } of holders) {
    if (!histories.known) {
      problem ??= `the migrations of ${commit.slice(0, 8)} were not read: ${histories.reason}`;
      continue;
    }
    const found = historyWith(histories.value, versions);
    if (!found.known) continue;
    const broken = loadingProblem(found.value.graph);
    if (broken === undefined) return { tree: commit, history: found.value };
    problem ??= broken;
  }
  const told = {
    why: `Production is at ${listed(versions)}, which no tree here has.`,
    where: versions[0] ?? null,
    lift: `Fetch the commit that has ${listed(versions)}, and plan the rollback again. Never stamp over it.`,
  };
  return problem === undefined
    ? refused('unknown-revision', told)
    : unknown('unknown-revision', {
        ...told,
        why: `${told.why.slice(0, -1)}, as far as they can be read: ${problem}.`,
      });
}

/** The history of the target that production follows; an empty one where its tree has no migrations at all. */
function followedBy(
  applied: readonly string[],
  target: readonly RevisionHistory[],
): Pick<RevisionHistory, 'graph'> | undefined {
  if (target.length === 0) return { graph: NOTHING };
  return target.find(({ graph }) => applied.some((id) => graph.revisions.has(id)));
}

const NOTHING: RevisionHistory['graph'] = {
  revisions: new Map(),
  heads: [],
  realHeads: [],
  bases: [],
  realBases: [],
  order: [],
  missing: [],
  cycles: [],
  duplicates: new Map(),
  unplaced: [],
  branches: new Map(),
  labelClashes: new Map(),
};

function listed(ids: readonly string[]): string {
  return ids.map(displayText).join(', ');
}

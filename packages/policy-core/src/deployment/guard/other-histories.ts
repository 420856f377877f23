import { loadingProblem } from '../../database/history-schema.ts';
import type { RevisionHistory } from '../../migrations/history/revision-history.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import { pendingRevision, type PendingRevision } from './pending-revision.ts';

/** A history that production does not follow, such as that of a second section of alembic.ini. */
export interface OtherHistory {
  readonly history: RevisionHistory;
  /**
   * What it has brought since the last good deploy, in the order in which it runs: no database says where it is.
   * Unobserved where that deploy is not known.
   */
  readonly revisions: Known<readonly PendingRevision[]>;
}

interface Given {
  readonly followed: RevisionHistory;
  readonly released: Known<readonly RevisionHistory[]>;
  readonly pgVersion: number;
}

/** All but the one that is followed, and those that load nothing else than it. */
export function otherHistories(
  histories: readonly RevisionHistory[],
  { followed, ...given }: Given,
): readonly OtherHistory[] {
  const isOwn = ({ graph }: RevisionHistory) => graph.order.some((id) => !followed.graph.revisions.has(id));
  return histories
    .filter(
      (history) => history !== followed && (isOwn(history) || loadingProblem(history.graph) !== undefined),
    )
    .map((history) => ({ history, revisions: broughtBy(history, given) }));
}

function broughtBy(
  history: RevisionHistory,
  { released, pgVersion }: Omit<Given, 'followed'>,
): OtherHistory['revisions'] {
  const problem = loadingProblem(history.graph);
  if (problem !== undefined) return unobserved(problem);
  if (!released.known) return released;
  const isReleased = (id: string) => released.value.some(({ graph }) => graph.revisions.has(id));
  const brought = history.graph.order.filter((id) => !isReleased(id));
  return observed(brought.map((id) => pendingRevision(history, id, pgVersion)));
}

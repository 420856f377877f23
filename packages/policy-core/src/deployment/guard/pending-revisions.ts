import type { DatabaseAudit } from '../../database/database-audit.ts';
import { historyWith, loadingProblem, pendingBetween } from '../../database/history-schema.ts';
import type { RevisionHistory } from '../../migrations/history/revision-history.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import { PG_VERSIONS } from '../../policy/schema/migrations-schema.ts';
import { otherHistories, type OtherHistory } from './other-histories.ts';
import { pendingRevision, type PendingRevision } from './pending-revision.ts';

/** Between the revision that production is at and the heads of the release. */
export interface PendingMigrations {
  readonly history: RevisionHistory;
  /** What production is at. */
  readonly from: readonly string[];
  /** In the order in which they run. */
  readonly revisions: readonly PendingRevision[];
  /** Those among them that development is not at or past; `null`: nobody knows what development is at. */
  readonly untried: readonly string[] | null;
  /** The other histories of the release: neither address leads to a database of them. */
  readonly others: readonly OtherHistory[];
}

interface Given {
  readonly audit: Pick<DatabaseAudit, 'development' | 'production'>;
  /** Those of the release. */
  readonly histories: Known<readonly RevisionHistory[]>;
  /** Those of the last good deploy, asked for where the release has several; unobserved where none is recorded. */
  readonly released: Known<readonly RevisionHistory[]>;
  /** As the policy says it; `undefined`: it does not. */
  readonly pgVersion: number | undefined;
}

/** What `alembic upgrade heads` would run on production; unobserved where that cannot be told. */
export function pendingMigrations({
  audit,
  histories,
  released,
  pgVersion,
}: Given): Known<PendingMigrations> {
  const { development, production } = audit;
  if (!production.seen) return unobserved(production.reason);
  const from = production.versions;
  if (from === null) return unobserved('production does not say which revision it is at');
  if (!histories.known) return histories;
  const found = historyWith(histories.value, from);
  if (!found.known) return found;
  const history = found.value;
  const { graph } = history;
  const problem = loadingProblem(graph);
  if (problem !== undefined) return unobserved(problem);
  const pending = pendingBetween(graph, { from, to: graph.heads });
  const tried = development.seen ? development.versions : null;
  const untried = tried && pendingBetween(graph, { from: tried, to: graph.heads });
  const version = pgVersion ?? majorOf(production.server_version);
  return observed({
    history,
    from,
    revisions: pending.map((id) => pendingRevision(history, id, version)),
    untried: untried && untried.filter((id) => pending.includes(id)),
    others: otherHistories(histories.value, { followed: history, released, pgVersion: version }),
  });
}

/** The one that runs there, where it is known how it behaves; else the oldest that is. */
function majorOf(version: string): number {
  const major = Number.parseInt(version, 10);
  return PG_VERSIONS.find((known) => known === major) ?? PG_VERSIONS[0];
}

/** Ids of all that the release may bring to a database, also to one that no address leads to. */
export function broughtBy({ revisions, others }: PendingMigrations): ReadonlySet<string> {
  const elsewhere = others.flatMap(({ history, revisions: brought }) =>
    brought.known ? brought.value.map(({ id }) => id) : history.graph.order,
  );
  return new Set([...revisions.map(({ id }) => id), ...elsewhere]);
}

import type { DatabaseAudit } from '../database/database-audit.ts';
import { historyWith, loadingProblem, pendingBetween } from '../database/history-schema.ts';
import { displayText } from '../display-text.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { observed, unobserved, type Known } from '../known.ts';
import { classify, type Classification } from '../migrations/classify.ts';
import { stateBeforeIn } from '../migrations/undoing.ts';
import { PG_VERSIONS } from '../policy/schema/migrations-schema.ts';
import type { TextRange } from '../text-range.ts';

/** Between the revision that production is at and the heads of the release. */
export interface PendingMigrations {
  readonly history: RevisionHistory;
  /** What production is at. */
  readonly from: readonly string[];
  /** In the order in which they run. */
  readonly revisions: readonly PendingRevision[];
  /** Those among them that development is not at or past; `null`: nobody knows what development is at. */
  readonly untried: readonly string[] | null;
}

export interface PendingRevision {
  readonly id: string;
  /** From the root of the repository. */
  readonly path: string;
  /** Unobserved where it cannot be read. */
  readonly classification: Known<Classification>;
  /** From 1. */
  readonly lineOf: (at: TextRange) => number;
}

interface Given {
  readonly audit: Pick<DatabaseAudit, 'development' | 'production'>;
  /** Those of the release. */
  readonly histories: Known<readonly RevisionHistory[]>;
  /** As the policy says it; `undefined`: it does not. */
  readonly pgVersion: number | undefined;
}

/** What `alembic upgrade heads` would run on production; unobserved where that cannot be told. */
export function pendingMigrations({ audit, histories, pgVersion }: Given): Known<PendingMigrations> {
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
  });
}

/** The one that runs there, where it is known how it behaves; else the oldest that is. */
function majorOf(version: string): number {
  const major = Number.parseInt(version, 10);
  return PG_VERSIONS.find((known) => known === major) ?? PG_VERSIONS[0];
}

function pendingRevision(history: RevisionHistory, id: string, pgVersion: number): PendingRevision {
  const path = history.graph.revisions.get(id)?.path ?? '';
  const file = history.files.get(path);
  const classification: PendingRevision['classification'] =
    file?.reading.kind === 'revision'
      ? observed(
          classify(file.reading, stateBeforeIn(history.schema, id), {
            upgrade: { ...file, steps: file.reading.upgrade.steps, revision: id, history },
            pgVersion,
          }),
        )
      : unobserved(file?.reading.problem ?? `the file of ${displayText(id)} is not there`);
  return { id, path, classification, lineOf: (at) => (file?.span(at).start.line ?? 0) + 1 };
}

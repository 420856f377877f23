import { rollbackOver, type AppliedRevision } from './rollback.ts';
import { fileOfRevision, type RevisionHistory } from '../history/revision-history.ts';
import { classify, type Classification } from './classify.ts';
import { schemaBefore } from '../schema/schema-before.ts';
import type { ExplainedRollback } from './migration-explanation.ts';

/** What going back over a revision asks of a database that stands at the heads above it. */
export function explainedRollback(history: RevisionHistory, id: string): ExplainedRollback {
  const plan = rollbackOver(linedUp(history, id).map((each) => appliedRevision(history, each)));
  const nothing = { revisions: [], backup: false, blocked_by: null, why: null };
  switch (plan.kind) {
    case 'code-only':
      return { ...nothing, kind: plan.kind };
    case 'downgrade-first':
      return { ...nothing, kind: plan.kind, revisions: plan.revisions, backup: plan.backup };
    case 'roll-forward':
    case 'undetermined':
      return { ...nothing, kind: plan.kind, blocked_by: plan.revision, why: plan.why };
  }
}

/** The revision and all that is built on it, or depends on it, in the order of running. */
function linedUp({ graph }: RevisionHistory, id: string): readonly string[] {
  const line = new Set([id]);
  for (const next of graph.order) {
    const revision = graph.revisions.get(next);
    const below = [...(revision?.parents ?? []), ...(revision?.dependsOn ?? [])];
    if (below.some((named) => line.has(named.id))) line.add(next);
  }
  return graph.order.filter((each) => line.has(each));
}

function appliedRevision(history: RevisionHistory, id: string): AppliedRevision {
  const reading = fileOfRevision(history, id)?.reading;
  const classification =
    reading?.kind === 'revision'
      ? classify(reading, schemaBefore(history.schema, id))
      : unreadable(reading?.problem ?? 'its file is not here');
  return { id, classification };
}

function unreadable(problem: string): Classification {
  const text = `It cannot be read, because ${problem}.`;
  const unknown = {
    answer: 'unknown',
    reasons: [{ text, direction: 'downgrade', at: undefined }],
  } as const;
  return { trivial: unknown, reversible: unknown, destructive: unknown };
}

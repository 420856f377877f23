import { fileOfRevision, type RevisionHistory } from '../migrations/history/revision-history.ts';
import { classify, type Classification } from '../migrations/explain/classify.ts';
import { schemaBefore } from '../migrations/schema/schema-before.ts';

/** What a drawing of a history says of a revision beside its place. */
export interface RevisionKind {
  readonly reversible: Classification['reversible']['answer'];
  readonly trivial: Classification['trivial']['answer'];
  readonly losesData: Classification['destructive']['answer'];
}

const UNKNOWN: RevisionKind = { reversible: 'unknown', trivial: 'unknown', losesData: 'unknown' };

/** Of every revision of a history, by id. Of one that cannot be read nothing is known. */
export function revisionKinds(
  history: RevisionHistory,
  pgVersion: number,
): ReadonlyMap<string, RevisionKind> {
  const ids = [...history.graph.revisions.keys()];
  return new Map(ids.map((id) => [id, kindOf(history, id, pgVersion)]));
}

function kindOf(history: RevisionHistory, id: string, pgVersion: number): RevisionKind {
  const file = fileOfRevision(history, id);
  if (file === undefined || file.reading.kind === 'unanalyzable') return UNKNOWN;
  const { path, text, span, reading } = file;
  const upgrade = { path, text, span, steps: reading.upgrade.steps, revision: id, history };
  const { reversible, trivial, destructive } = classify(reading, schemaBefore(history.schema, id), {
    upgrade,
    pgVersion,
  });
  return { reversible: reversible.answer, trivial: trivial.answer, losesData: destructive.answer };
}

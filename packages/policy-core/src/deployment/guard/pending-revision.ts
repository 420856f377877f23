import { displayText } from '../../model/display-text.ts';
import type { RevisionHistory } from '../../migrations/history/revision-history.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import { classify, type Classification } from '../../migrations/explain/classify.ts';
import { schemaBefore } from '../../migrations/schema/schema-before.ts';
import type { TextRange } from '../../model/text-range.ts';

export interface PendingRevision {
  readonly id: string;
  /** From the root of the repository. */
  readonly path: string;
  /** Unobserved where it cannot be read. */
  readonly classification: Known<Classification>;
  /** From 1. */
  readonly lineOf: (at: TextRange) => number;
}

/** @param pgVersion The major version that it will run on. */
export function pendingRevision(history: RevisionHistory, id: string, pgVersion: number): PendingRevision {
  const path = history.graph.revisions.get(id)?.path ?? '';
  const file = history.files.get(path);
  const classification: PendingRevision['classification'] =
    file?.reading.kind === 'revision'
      ? observed(
          classify(file.reading, schemaBefore(history.schema, id), {
            upgrade: { ...file, steps: file.reading.upgrade.steps, revision: id, history },
            pgVersion,
          }),
        )
      : unobserved(file?.reading.problem ?? `the file of ${displayText(id)} is not there`);
  return { id, path, classification, lineOf: (at) => (file?.span(at).start.line ?? 0) + 1 };
}

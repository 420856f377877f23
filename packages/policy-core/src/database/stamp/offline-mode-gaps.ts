import { displayText } from '../../model/display-text.ts';
import {
  fileOfRevision,
  type RevisionFile,
  type RevisionHistory,
} from '../../migrations/history/revision-history.ts';
import { classify } from '../../migrations/explain/classify.ts';
import { loses } from '../../migrations/analysis/destructiveness.ts';
import type { Reason } from '../../migrations/operations/judgement.ts';
import type { Step } from '../../migrations/operations/operation.ts';
import { schemaBefore } from '../../migrations/schema/schema-before.ts';

/**
 * What the SQL that Alembic writes without a database need not show, as sentences: an upgrade can ask whether there is a
 * database, and do more where there is one. What always runs is in the SQL, and is not told again.
 */
export function offlineModeGaps(history: RevisionHistory, pending: readonly string[]): readonly string[] {
  return pending.flatMap((id) => hiddenIn(history, id));
}

function hiddenIn(history: RevisionHistory, id: string): readonly string[] {
  const shown = displayText(id);
  const file = fileOfRevision(history, id);
  if (file?.reading.kind !== 'revision')
    return [`${shown} cannot be read, so the gaps in its SQL are unknown.`];
  const { reading } = file;
  const { reasons } = classify(reading, schemaBefore(history.schema, id)).destructive;
  const told = reasons.filter((reason) =>
    reading.upgrade.steps.some((step) => isOf(reason, step) && mayHide(step, file)),
  );
  return told.map(({ text }) => `${shown}, under a condition that its SQL need not show: ${text}`);
}

function isOf({ at }: Reason, { start, end }: Step): boolean {
  return at?.start === start && at.end === end;
}

function mayHide(step: Step, { text }: RevisionFile): boolean {
  if (step.isCertain || step.isUncalled === true) return false;
  if (step.kind === 'operation') {
    if (loses(step.operation)) return true;
    // Of old values that are written over, the SQL is not judged either.
    if (step.operation.kind === 'change-rows') return false;
  }
  // Most of what is uncertain is only a loop, which the SQL shows.
  return step.from !== undefined || ASKS_FOR_DATABASE.test(text);
}

/** `get_bind()` gives nothing where there is no database. */
const ASKS_FOR_DATABASE = /offline|as_sql|get_bind|\.bind\b/;

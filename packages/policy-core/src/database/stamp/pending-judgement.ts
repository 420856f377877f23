import { displayText } from '../../model/display-text.ts';
import type { RevisionHistory } from '../../migrations/history/revision-history.ts';
import { classify } from '../../migrations/explain/classify.ts';
import { schemaBefore } from '../../migrations/schema/schema-before.ts';
import type { SqlParser } from '../../parsers/parsers.ts';
import { checkPlan } from '../plan/check-plan.ts';
import { readingOf } from './reading-of.ts';

/** What the revisions that come after the stamp would do to what is there. */
export interface PendingJudgement {
  /** `null`: there are none. */
  readonly by: 'alembic' | 'lockkeeper' | null;
  /** What removes data, as sentences. */
  readonly destructive: readonly string[];
  /** What cannot be judged, as sentences. */
  readonly unjudged: readonly string[];
}

/** Where there is nothing to run, nothing can go wrong. */
export const NOTHING_PENDING: PendingJudgement = { by: null, destructive: [], unjudged: [] };

/** By the SQL that Alembic itself writes for them: `alembic upgrade BASE:head --sql`. */
export function judgedSqlOfPending(sql: string, parser: SqlParser): PendingJudgement {
  const { reasons, unjudged } = checkPlan(sql, parser);
  const told = ({ text, quote }: { readonly text: string; readonly quote: string }) => `${text} (${quote})`;
  return {
    by: 'alembic',
    destructive: reasons.map(told),
    unjudged: unjudged.map(told),
  };
}

/** By the files, as Lockkeeper reads them. */
export function judgedFilesOfPending(history: RevisionHistory, pending: readonly string[]): PendingJudgement {
  const judged = pending.map((id) => judgedFile(history, id));
  return {
    by: 'lockkeeper',
    destructive: judged.flatMap(({ destructive }) => destructive),
    unjudged: judged.flatMap(({ unjudged }) => unjudged),
  };
}

function judgedFile(history: RevisionHistory, id: string): Omit<PendingJudgement, 'by'> {
  const reading = readingOf(history, id);
  const shown = displayText(id);
  if (reading?.kind !== 'revision')
    return { destructive: [], unjudged: [`${shown} cannot be read, so its effect is unknown.`] };
  const { answer, reasons } = classify(reading, schemaBefore(history.schema, id)).destructive;
  const told = reasons.map(({ text }) => `${shown}: ${text}`);
  if (answer === 'yes') return { destructive: told, unjudged: [] };
  return { destructive: [], unjudged: answer === 'unknown' ? told : [] };
}

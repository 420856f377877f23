import { destructiveness } from '../../migrations/analysis/destructiveness.ts';
import { reversibility } from '../../migrations/analysis/reversibility/reversibility.ts';
import { undoings, type Undoings } from '../../migrations/analysis/reversibility/undoings.ts';
import { stateBeforeIn, type StateBefore } from '../../migrations/analysis/state-before.ts';
import { schemaBefore } from '../../migrations/schema/schema-before.ts';
import type { ReadRevision } from '../../migrations/alembic/revision-reading.ts';
import { stepReason, stepText } from '../../migrations/analysis/reasons.ts';
import type { Judgement, Reason } from '../../migrations/operations/judgement.ts';
import type { OperationStep } from '../../migrations/operations/operation.ts';
import type { StepUndoing } from '../../migrations/analysis/step-undoing.ts';
import type { RevisionHistory } from '../../migrations/history/revision-history.ts';
import { displayText } from '../../model/display-text.ts';
import type { PlannedLoss } from './rollback-decision.ts';
import { rollbackRefused, rollbackUnknown, type RollbackReason } from './rollback-reason.ts';

/** Whether the downgrade of a revision may be run, and what it costs. */
export interface DowngradeJudgement {
  /** `undefined`: it gives back the schema that was there before. */
  readonly reason: RollbackReason | undefined;
  readonly losses: readonly PlannedLoss[];
}

export function judgeDowngrade(history: RevisionHistory, id: string): DowngradeJudgement {
  const path = history.graph.revisions.get(id)?.path ?? '';
  const reading = history.files.get(path)?.reading;
  if (reading?.kind === 'revision') return judgeReading(history, { id, path, reading });
  const problem = reading?.problem ?? 'its file is not there';
  const why = `Whether ${displayText(id)} can be taken back is not known because ${problem}.`;
  return { reason: rollbackUnknown('downgrade-unknown', { why, where: path, lift: READ }), losses: [] };
}

interface Judged {
  readonly id: string;
  readonly path: string;
  readonly reading: ReadRevision;
}

function judgeReading(history: RevisionHistory, judged: Judged): DowngradeJudgement {
  const { id, reading } = judged;
  const found = undoings(reading.upgrade, reading.downgrade, schemaBefore(history.schema, id));
  const back = whatComesBack(found, reading);
  const lost = lossesOfDowngrade(history, id, reading);
  const reason = failure(judged) ?? reasonOf(judged, back) ?? reasonOf(judged, lost);
  return { reason, losses: reason === undefined ? lossesIn(id, found.steps, lost) : [] };
}

type Answer = Judgement<'yes' | 'no' | 'unknown'>;

/** Whether the schema does. What rows held and an upgrade took away is another matter. */
function whatComesBack(found: Undoings, { downgrade }: ReadRevision): Answer {
  const { answer, reasons } = reversibility(found, downgrade);
  if (downgrade.kind !== 'runs' && downgrade.kind !== 'empty')
    return { answer: downgrade.kind === 'elsewhere' ? 'unknown' : 'no', reasons: [WILL_NOT_RUN, ...reasons] };
  const [unclear] = downgrade.steps.filter(({ kind }) => kind === 'unclear');
  if (unclear !== undefined) return { answer: 'unknown', reasons: [stepReason(unclear)] };
  if (answer === 'yes' || answer === 'unknown') return { answer, reasons };
  const isBack = found.steps.every(({ undoing }) => COMES_BACK.has(undoing.kind));
  const isMore = found.extra.length + found.refused.length > 0;
  return { answer: isBack && !isMore ? 'yes' : 'no', reasons };
}

const WILL_NOT_RUN: Reason = {
  text: 'No downgrade of it can be run.',
  direction: 'downgrade',
  at: undefined,
};

const COMES_BACK: ReadonlySet<string> = new Set(['nothing', 'undone', 'data-lost']);

/** The same question as of an upgrade, asked of the way back: it begins with the schema behind the upgrade. */
function lossesOfDowngrade(
  { schema }: RevisionHistory,
  id: string,
  { upgrade, downgrade }: ReadRevision,
): Answer {
  const after: StateBefore = (operation: OperationStep['operation']) =>
    stateBeforeIn(schema, id)(operation, upgrade.steps.length);
  const top = { schema, moment: { revision: id, step: upgrade.steps.length } };
  const { answer, reasons } = destructiveness(undoings(downgrade, upgrade, top).steps, after);
  return {
    // "No" is the good answer here as above: what it takes away is told as a loss.
    answer: answer === 'unknown' ? 'unknown' : 'yes',
    reasons: reasons.map((reason) => ({ ...reason, direction: 'downgrade' })),
  };
}

function reasonOf(
  { id, path: where }: Judged,
  { answer, reasons: [first, second] }: Answer,
): RollbackReason | undefined {
  const name = displayText(id);
  const because = [first, second].flatMap((reason) => reason?.text ?? []).join(' ');
  if (answer === 'yes') return undefined;
  if (answer === 'no')
    return rollbackRefused('no-downgrade', {
      why: `${name} cannot be taken back. ${because}`.trim(),
      where,
      lift: 'Roll forward: fix the code, and promote it on the schema as it is.',
    });
  return rollbackUnknown('downgrade-unknown', {
    why: `What the downgrade of ${name} does is not known. ${because}`.trim(),
    where,
    lift: READ,
  });
}

/** A column that comes back without values cannot be NOT NULL: the downgrade stops where the table has a row. */
function failure({ id, path: where, reading }: Judged): RollbackReason | undefined {
  const failing = reading.downgrade.steps.find(
    (step) =>
      step.kind === 'operation' &&
      step.operation.kind === 'add-column' &&
      step.operation.column.nullable === false &&
      step.operation.column.default.kind === 'none',
  );
  return (
    failing &&
    rollbackRefused('downgrade-fails', {
      why: `The downgrade of ${displayText(id)} ${stepText(failing)} as NOT NULL without a default, which fails as soon as the table has a row.`,
      where,
      lift: 'Roll forward, or take it back by hand.',
    })
  );
}

const READ =
  'Take it back by hand, reviewed and with a backup, or roll forward. Then plan the rollback again.';

function lossesIn(id: string, undoings: readonly StepUndoing[], lost: Answer): readonly PlannedLoss[] {
  const isGone = undoings.some(({ undoing }) => undoing.kind === 'data-lost');
  const before: readonly PlannedLoss[] = isGone
    ? [
        {
          revision: id,
          by: 'upgrade',
          text: `What the upgrade of ${displayText(id)} took away does not come back with its downgrade.`,
        },
      ]
    : [];
  const now = lost.reasons.map(({ text }): PlannedLoss => ({ revision: id, by: 'downgrade', text }));
  return [...before, ...now];
}

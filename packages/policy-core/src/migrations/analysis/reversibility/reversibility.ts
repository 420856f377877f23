import type { Direction } from '../../operations/direction.ts';
import type { Judgement, Reason } from '../../operations/judgement.ts';
import type { OperationStep } from '../../operations/operation.ts';
import { stepReason } from '../reasons.ts';
import type { Undoings } from './undoings.ts';
import type { StepUndoing, Undoing } from '../step-undoing.ts';

/** Whether the downgrade brings everything back, and what it does not bring back. */
export function reversibility(
  { steps, extra, refused }: Undoings,
  downgrade: Direction,
): Judgement<'yes' | 'no' | 'partly' | 'unknown'> {
  const counted = steps.filter(({ undoing }) => undoing.kind !== 'nothing');
  const open = counted.filter(({ undoing }) => undoing.kind !== 'undone');
  const fails = NEVER_RUNS.has(downgrade.kind) || refused.length > 0;
  if (open.length + extra.length === 0 && !fails) return { answer: 'yes', reasons: [] };
  const reasons = [
    ...(open.length === 0 && !fails ? [] : wholeReason(downgrade)),
    ...refused.map((step) => downgradeReason(step, isNamed(step) ? 'which is not there by then' : '')),
    ...open.map(openReason),
    ...extra.map((step) => downgradeReason(step, 'which undoes nothing of the upgrade')),
  ];
  return {
    answer: fails
      ? 'no'
      : answerFor(
          counted.map(({ undoing }) => undoing),
          extra,
        ),
    reasons,
  };
}

const NEVER_RUNS: ReadonlySet<Direction['kind']> = new Set(['missing', 'raises']);

/** Why nothing at all is undone. */
function wholeReason({ kind, name, raise }: Direction): readonly Reason[] {
  const text = WHOLE[kind];
  return text === undefined ? [] : [{ text, direction: 'downgrade', at: raise ?? name }];
}

const WHOLE: Readonly<Record<Direction['kind'], string | undefined>> = {
  missing: 'There is no downgrade.',
  elsewhere: 'The downgrade is not defined in this file.',
  empty: 'The downgrade does nothing.',
  raises: 'The downgrade refuses to run.',
  runs: undefined,
};

function answerFor(
  undoings: readonly Undoing[],
  extra: readonly OperationStep[],
): 'no' | 'partly' | 'unknown' {
  const isLacking = undoings.some(
    ({ kind }) => kind === 'left' || kind === 'data-lost' || kind === 'differs',
  );
  const isUnclear = undoings.some(({ kind }) => kind === 'unknown');
  // What undoes nothing that was read may undo what was not.
  if (!isLacking && (isUnclear || extra.length === 0)) return 'unknown';
  if (undoings.some(isUndoneInPart)) return 'partly';
  return isUnclear ? 'unknown' : 'no';
}

function isUndoneInPart(undoing: Undoing): boolean {
  if (undoing.kind === 'left') return undoing.parts.length > 0;
  return undoing.kind !== 'unknown' && 'by' in undoing && undoing.by.length > 0;
}

function openReason({ step, undoing }: StepUndoing): Reason {
  return stepReason(step, step.kind === 'unclear' ? '' : consequence(undoing));
}

/** Alembic refuses `op.drop_constraint(None, ...)`, which its words say. */
function isNamed({ operation }: OperationStep): boolean {
  return operation.kind !== 'drop-constraint' || operation.name !== undefined;
}

function downgradeReason(step: OperationStep, why: string): Reason {
  return { ...stepReason(step, why), direction: 'downgrade' };
}

function consequence(undoing: Undoing): string {
  switch (undoing.kind) {
    case 'nothing':
    case 'undone':
      return '';
    case 'data-lost':
      return undoing.by.length === 0
        ? 'and what the rows held does not come back'
        : 'and it comes back without what it held';
    case 'differs':
      return `and it comes back otherwise: ${undoing.why}`;
    case 'left':
      return undoing.parts.length === 0
        ? 'and the downgrade leaves it so'
        : `and the downgrade leaves so: ${undoing.parts.join(', ')}`;
    case 'unknown':
      return `and whether that is undone is not known, because ${undoing.why}`;
  }
}

import type { UpdateReason } from '../eligibility/update-reason.ts';
import { updateReasonText } from '../eligibility/update-reason.ts';
import type { UpdateStepName } from '../run/update-steps.ts';
import { updateRefusalText, type UpdateRefusal } from './update-refusal.ts';

/** Why a run would end, by the step at which it would. */
export interface StepRefusal {
  readonly step: UpdateStepName;
  /** Names the fault, or the attack; it stays when words change. */
  readonly code: (UpdateReason | UpdateRefusal)['id'];
  /** What is wrong, then what to do. */
  readonly message: string;
}

export function refusedAt(step: UpdateStepName, refusals: readonly UpdateRefusal[]): readonly StepRefusal[] {
  return refusals.map((refusal) => ({ step, code: refusal.id, message: updateRefusalText(refusal) }));
}

export function reasonsAt(step: UpdateStepName, reasons: readonly UpdateReason[]): readonly StepRefusal[] {
  return reasons.map((reason) => ({ step, code: reason.id, message: updateReasonText(reason) }));
}

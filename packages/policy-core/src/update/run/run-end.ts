import type { InstalledVersion } from '../state/state-forms.ts';
import type { RunEnd } from '../state/update-state.ts';
import type { UpdateReason } from '../eligibility/update-reason.ts';
import { updateReasonText } from '../eligibility/update-reason.ts';
import { resultOf, type UpdateRunState } from './update-machine.ts';
import type { UpdatePlan } from './update-plan.ts';

/** How a run ends, for the state file: it is written before the last step is done, and the same when it is written again. */
export function runEnd(
  plan: UpdatePlan,
  state: UpdateRunState,
  target: InstalledVersion | undefined,
): RunEnd {
  const { failure, faults } = state;
  const result = state.kind === 'ended' ? state.result : resultOf(plan, state);
  const reasons = failure?.reasons.map((reason: UpdateReason) => updateReasonText(reason)) ?? [];
  const troubles = [
    ...(failure === undefined ? [] : reasons.length > 0 ? reasons : [`${failure.step}: ${failure.why}`]),
    ...faults.map(({ step, why }) => `${step}: ${why}`),
  ];
  return {
    run: plan.id,
    result,
    why: troubles.length === 0 ? null : troubles.join('; '),
    blames: failure?.blames === true ? (target ?? null) : null,
  };
}

/** How loud the end of a run is told: a person has to look at what is critical. */
export function alertLevel({ result, failure, faults }: Extract<UpdateRunState, { kind: 'ended' }>) {
  if (CRITICAL.has(result) || failure?.blames === true) return 'critical';
  if (faults.some(({ step }) => step === 'resume')) return 'critical';
  return result === 'failed' || faults.length > 0 ? 'warning' : 'info';
}

const CRITICAL: ReadonlySet<string> = new Set(['rolled-back', 'rollback-failed', 'given-up']);

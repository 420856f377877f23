import type { RunPlan, RunStep } from './run-plan.ts';

/**
 * Whether a plan does what plans of its kind do, and to the commits that it names: whoever writes a plan into the log by hand
 * gets nothing else done by it.
 */
export function hasKnownShape(plan: RunPlan): boolean {
  const { kind, commit, previous, steps, back } = plan;
  if (kind === 'rollback') return previous !== null && back === null && goesBack(steps, previous, commit);
  const isForward = FORWARD.test(kindsOf(steps)) && steps.every((step) => isOf(step, commit));
  return isForward && (back === null || (previous !== null && goesBack(back, commit, previous)));
}

const FORWARD = /^(?:advance )?deploy verify record(?: ready)?$/u;
const BACK = /^(?:downgrade )*deploy verify record hold$/u;

function kindsOf(steps: readonly RunStep[]): string {
  return steps.map(({ kind }) => kind).join(' ');
}

function isOf(step: RunStep, commit: string): boolean {
  if (step.kind === 'advance') return step.to === commit;
  if (step.kind === 'record') return step.commit === commit && step.correction === null;
  return step.kind !== 'downgrade' && step.commit === commit;
}

/** From the commit that is left, whose tree has the migrations, to the one that runs again. */
function goesBack(steps: readonly RunStep[], left: string, target: string): boolean {
  return BACK.test(kindsOf(steps)) && steps.every((step) => isBackStep(step, left, target));
}

function isBackStep(step: RunStep, left: string, target: string): boolean {
  switch (step.kind) {
    case 'downgrade':
      return step.tree === left;
    case 'hold':
      return step.commit === left;
    case 'record':
      return step.commit === target && step.correction?.from === left;
    case 'deploy':
    case 'verify':
      return step.commit === target;
    default:
      return false;
  }
}

import type { RunPlan, RunStep } from './run-plan.ts';

/**
 * Whether a plan does what plans of its kind do, and to the commits that it names: whoever writes a plan into the log by hand
 * gets nothing else done by it. Which trees take migrations back in a rollback, and what runs meanwhile, it says by itself:
 * neither is done by what was never approved there.
 */
export function hasKnownShape(plan: RunPlan): boolean {
  const { kind, commit, previous, steps, back } = plan;
  if (kind === 'rollback')
    return previous !== null && back === null && goesBack(withoutBridge(steps), previous, commit);
  const isForward = FORWARD.test(kindsOf(steps)) && steps.every((step) => isOf(step, commit));
  return isForward && (back === null || (previous !== null && comesBack(back, commit, previous)));
}

const FORWARD = /^(?:advance )?deploy verify record(?: ready)?$/u;
const BRIDGED = /^deploy verify downgrade /u;
const BACK = /^(?:downgrade )*deploy verify record hold$/u;

function kindsOf(steps: readonly RunStep[]): string {
  return steps.map(({ kind }) => kind).join(' ');
}

function isOf(step: RunStep, commit: string): boolean {
  if (step.kind === 'advance') return step.to === commit;
  if (step.kind === 'record') return step.commit === commit && step.correction === null;
  return step.kind !== 'downgrade' && step.commit === commit;
}

/** Without the deploy that runs while migrations are taken back. */
function withoutBridge(steps: readonly RunStep[]): readonly RunStep[] {
  if (!BRIDGED.test(kindsOf(steps))) return steps;
  const [deploy, verify, ...rest] = steps;
  const isOne = deploy?.kind === 'deploy' && verify?.kind === 'verify' && deploy.commit === verify.commit;
  return isOne ? rest : steps;
}

/** By itself: the commit that is left takes its own migrations back. */
function comesBack(steps: readonly RunStep[], left: string, target: string): boolean {
  return (
    goesBack(steps, left, target) && steps.every((step) => step.kind !== 'downgrade' || step.tree === left)
  );
}

/** From the commit that is left to the one that runs again. */
function goesBack(steps: readonly RunStep[], left: string, target: string): boolean {
  return BACK.test(kindsOf(steps)) && steps.every((step) => isBackStep(step, left, target));
}

function isBackStep(step: RunStep, left: string, target: string): boolean {
  switch (step.kind) {
    case 'downgrade':
      return true;
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

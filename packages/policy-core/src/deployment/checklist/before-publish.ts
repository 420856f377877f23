import { counted } from '../../engine/tally.ts';
import type { ChecklistSight } from './checklist-sight.ts';
import type { ChecklistItem } from './checklist-item.ts';
import { withoutScript } from './without-script.ts';

type Publish = Pick<ChecklistSight, 'guard' | 'plan' | 'scripts'>;
type Tick = Pick<ChecklistItem, 'state' | 'seen'>;

export function beforePublish({ guard, plan, scripts }: Publish): readonly ChecklistItem[] {
  return [
    {
      id: 'guard-run',
      title: `Run ./${GUARD_SCRIPT}`,
      ...(scripts.has(GUARD_SCRIPT) ? guardRun(guard) : withoutScript(GUARD_SCRIPT, guardRun(guard))),
    },
    { id: 'guard-passed', title: 'Verify guard passes (exit code 0)', ...guardPassed(guard) },
    {
      id: 'plan-harmless',
      title: 'If the platform shows DROP TABLE, cancel and investigate',
      ...planHarmless({ guard, plan }),
    },
  ];
}

const GUARD_SCRIPT = 'scripts/deploy_guard.sh';

function guardRun(guard: Publish['guard']): Tick {
  return guard.kind === 'ran'
    ? { state: 'done', seen: `The guard judged ${guard.commit.slice(0, 12)} for this list.` }
    : { state: 'not-done', seen: `The guard could not judge. ${guard.why}` };
}

function guardPassed(guard: Publish['guard']): Tick {
  if (guard.kind === 'not-run') return { state: 'unknown', seen: 'The guard gave no verdict.' };
  const { exit, headline, explanation } = guard;
  const seen = `${headline} with exit code ${exit}: ${explanation}`;
  return exit === 0
    ? { state: 'done', seen: `${seen} Proceed with publishing.` }
    : { state: 'not-done', seen: `${seen} Do not publish.` };
}

function planHarmless({ guard, plan }: Omit<Publish, 'scripts'>): Tick {
  if (plan === undefined)
    return { state: 'unknown', seen: 'No plan was shown. Give what the platform shows with --plan FILE.' };
  switch (plan.verdict) {
    case 'pass':
      return {
        state: 'done',
        seen: `Nothing in the plan removes data, in ${counted(plan.statements, 'statement')}. ${mayApprove(guard)}`,
      };
    case 'undetermined':
      return { state: 'unknown', seen: 'A part of the plan cannot be judged. See `lockkeeper plan check`.' };
    case 'fail':
      return { state: 'not-done', seen: `Do not approve the plan. ${firstOf(plan.reasons)}` };
  }
}

/** Whoever publishes presses the button of the platform: the plan is one reason not to, and the guard the other. */
function mayApprove(guard: Publish['guard']): string {
  return guard.kind === 'ran' && guard.exit === 0
    ? 'Approve it in the dialog of the platform.'
    : 'Approve it only when the guard passes.';
}

function firstOf(reasons: readonly { readonly text: string }[]): string {
  const [first, ...more] = reasons;
  if (first === undefined) return 'See `lockkeeper plan check`.';
  return more.length === 0 ? first.text : `${first.text} And ${more.length} more.`;
}

import { displayText } from '@lockkeeper/policy-core';
import {
  dueStep,
  type LoggedRun,
  type Refusal,
  type RunPlan,
  type RunStep,
} from '@lockkeeper/policy-core/deployment/run';
import pico from 'picocolors';

/** A plan as people read it before they say yes. */
export function planLines(plan: RunPlan): readonly string[] {
  const { kind, environment, service, commit, previous, tried, back, reason, accepted } = plan;
  return [
    `${kind} ${service} in ${environment}`,
    `  commit    ${commit}`,
    `  runs now  ${previous ?? 'nothing that is known'}`,
    ...(tried === null ? [] : [`  tried as  ${tried}${tried === commit ? '' : ', which has the same tree'}`]),
    ...(reason === null ? [] : [`  because   ${reason}`]),
    ...(accepted.length === 0 ? [] : [`  unknown   ${accepted.join(', ')}: somebody answers for that`]),
    ...numbered('steps', plan.steps),
    ...(back === null
      ? ['  way back  a person decides, where the service does not get well']
      : numbered('way back', back)),
  ];
}

function numbered(title: string, steps: readonly RunStep[]): readonly string[] {
  return steps.map((step, at) => `  ${(at === 0 ? title : '').padEnd(9)} ${at + 1}. ${stepText(step)}`);
}

export function stepText(step: RunStep): string {
  switch (step.kind) {
    case 'advance':
      return `move ${step.remote}/${step.branch} forward from ${short(step.from)} to ${short(step.to)}`;
    case 'downgrade':
      return `alembic downgrade ${step.to}, by the tree of ${short(step.tree)}; production is at ${step.from.join(', ')}`;
    case 'deploy':
      return `deploy ${short(step.commit)}`;
    case 'verify':
      return `ask until ${short(step.commit)} runs there and is well`;
    case 'record':
      return step.correction === null
        ? `record that ${short(step.commit)} is deployed`
        : `record that ${short(step.commit)} is deployed, and the SYSTEM CORRECTION EVENT`;
    case 'ready':
      return `mark ${short(step.commit)} as ready to promote`;
    case 'hold':
      return `hold ${short(step.commit)} back there`;
  }
}

export function refusalLines(refusals: readonly Refusal[], colors: boolean): readonly string[] {
  const color = pico.createColors(colors);
  return refusals.flatMap(({ code, kind, why, lift }) => [
    `  ${color.bold((kind === 'refused' ? color.red : color.yellow)(code.padEnd(4)))} ${displayText(why)}`,
    `       ${color.dim(displayText(lift))}`,
  ]);
}

type ToldRun = Pick<LoggedRun, 'id' | 'plan' | 'state' | 'open' | 'approvals'>;

/** How a run stands, in a sentence. */
export function runText(run: ToldRun): string {
  const { id, plan, state, approvals } = run;
  const what = `${id} (${plan.kind} ${short(plan.commit)} in ${plan.environment})`;
  switch (state.kind) {
    case 'begun':
      return `${what} waits: ${approvals.length} of ${plan.approvals} approvals.`;
    case 'acting':
      return `${what} is under way${because(', on its way back because ', state.failure)}.${nextText(run)}`;
    case 'ended':
      return `${what} ${OUTCOMES[state.outcome]}${because(': ', state.failure)}.`;
  }
}

function because(words: string, failure: string | undefined): string {
  return failure === undefined ? '' : `${words}${failure}`;
}

function nextText({ plan, state, open }: ToldRun): string {
  const due = dueStep(plan, state);
  const unsure = open?.unknown === undefined ? '' : ` Nobody knows how the last step ended: ${open.unknown}.`;
  return due === undefined ? unsure : `${unsure} Next: ${stepText(due.step)}.`;
}

const OUTCOMES = {
  done: 'is done',
  refused: 'was refused',
  expired: 'expired',
  abandoned: 'was given up',
  failed: 'failed before anything that runs was changed',
  stuck: 'failed, and what runs there has to be looked at',
  'rolled-back': 'was rolled back',
  'rollback-failed': 'failed, and so did its way back',
} as const;

export function short(commit: string): string {
  return commit.slice(0, 12);
}

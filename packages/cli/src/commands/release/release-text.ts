import { displayText } from '@lockkeeper/policy-core';
import {
  dueStep,
  type LoggedRun,
  type Refusal,
  type RunPlan,
  type RunStep,
} from '@lockkeeper/policy-core/deployment/run';
import pico from 'picocolors';

import { wantsColors } from '../../command-line/options.ts';
import type { OpenReleases } from './open-place.ts';

/** A plan as people read it before they say yes. */
export function planLines(plan: RunPlan): readonly string[] {
  const { kind, environment, service, commit, previous, tried, back, reason } = plan;
  return [
    `${kind} ${service} in ${environment}`,
    `  commit    ${commit}`,
    `  runs now  ${previous ?? 'nothing that is known'}`,
    ...(tried === null ? [] : [`  tried as  ${tried}${tried === commit ? '' : ', which has the same tree'}`]),
    ...(reason === null ? [] : [`  because   ${reason}`]),
    ...answeredLines(plan),
    ...numbered('steps', plan.steps),
    ...(back === null
      ? ['  way back  a person decides, where the service does not get well']
      : numbered('way back', back)),
  ].map(displayText);
}

/** What would stand against the plan if nobody answered for it. */
function answeredLines({ accepted, retry }: RunPlan): readonly string[] {
  return [
    ...(accepted.length === 0 ? [] : [`  unknown   ${accepted.join(', ')}: somebody answers for that`]),
    ...(retry === true ? ['  again     it is tried once more, even where it failed before'] : []),
  ];
}

function numbered(title: string, steps: readonly RunStep[]): readonly string[] {
  return steps.map((step, at) => `  ${(at === 0 ? title : '').padEnd(9)} ${at + 1}. ${stepText(step)}`);
}

export function stepText(step: RunStep): string {
  return displayText(clause(step));
}

function clause(step: RunStep): string {
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

/** Everything that stands against something, and what lifts it. */
export function againstLines(
  refusals: readonly Refusal[],
  { options, world }: Pick<OpenReleases, 'options' | 'world'>,
): readonly string[] {
  if (refusals.length === 0) return [];
  // In colours only where people read the output itself.
  const color = pico.createColors(options.format === 'pretty' && wantsColors(options, world));
  const lines = refusals.flatMap(({ code, kind, why, lift }) => [
    `  ${color.bold((kind === 'refused' ? color.red : color.yellow)(code.padEnd(4)))} ${displayText(why)}`,
    `       ${color.dim(displayText(lift))}`,
  ]);
  return ['', 'Against it:', ...lines];
}

export type ToldRun = Pick<LoggedRun, 'id' | 'plan' | 'digest' | 'state' | 'open' | 'approvals'>;

/** How a run stands, in a sentence. */
export function runText(run: ToldRun): string {
  return displayText(sentence(run));
}

function sentence(run: ToldRun): string {
  const { id, plan, state, approvals } = run;
  const what = `${id} (${plan.kind} ${short(plan.commit)} in ${plan.environment})`;
  switch (state.kind) {
    case 'begun':
      return plan.approvals === 0
        ? `${what} waits.`
        : `${what} waits: ${approvals.length} of ${plan.approvals} approvals.`;
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

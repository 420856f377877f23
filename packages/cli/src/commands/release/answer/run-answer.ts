import type { RollbackDecision } from '@lockkeeper/policy-core/deployment/rollback';
import { standing, type LoggedRun, type Refusal, type RunPlan } from '@lockkeeper/policy-core/deployment/run';

import { stepText } from '../release-text.ts';
import type { ChangesAnswer, ProofAnswer, ReleaseAnswer, RunAnswer } from './answer-schema.ts';
import { impactAnswer } from './impact-answer.ts';

/** What a command knows of a run, or of one that it did not begin. */
export interface RunToTell {
  readonly verdict: RunAnswer['verdict'];
  readonly run?: Pick<LoggedRun, 'id' | 'state' | 'plan' | 'digest'> | undefined;
  /** Where there is no run. */
  readonly planned?: { readonly plan: RunPlan; readonly digest: string } | undefined;
  readonly refusals?: readonly Refusal[];
  /** Why it did not go on, as a clause. */
  readonly why?: string | undefined;
  /** What a rollback does. */
  readonly decision?: RollbackDecision | undefined;
  /** What a release brings. */
  readonly changes?: ChangesAnswer | undefined;
  /** What the log says of it once it was carried out. */
  readonly proof?: ProofAnswer | undefined;
}

export function runAnswer(told: RunToTell): RunAnswer {
  const { verdict, run, planned = run, refusals = [], decision, changes, proof } = told;
  return {
    schema_version: 1,
    verdict,
    run: orNull(run?.id),
    ...endOf(told),
    refusals: refusalAnswers(refusals, planned?.plan),
    plan_digest: orNull(planned?.digest),
    plan: orNull(planned?.plan),
    steps: orNull(planned && stepTexts(planned.plan)),
    impact: orNull(decision && impactAnswer(decision)),
    changes: orNull(changes),
    proof: orNull(proof),
  };
}

function refusalAnswers(refusals: readonly Refusal[], plan: RunPlan | undefined): RunAnswer['refusals'] {
  const left = standing(refusals, plan?.accepted ?? []);
  return refusals.map((refusal) => {
    const { code, kind, why, lift, liftedBy } = refusal;
    return { code, kind, why, lift, lifted_by: orNull(liftedBy), is_lifted: !left.includes(refusal) };
  });
}

/** The same of a run that is resumed: what was asked for then is asked again, and nobody answers for more there. */
export function resumedAnswer(answer: ReleaseAnswer): ReleaseAnswer {
  if (!('refusals' in answer)) return answer;
  return {
    ...answer,
    refusals: answer.refusals.map((refusal) =>
      refusal.lifted_by?.by === 'approval' ? refusal : { ...refusal, lifted_by: null },
    ),
  };
}

function stepTexts({ steps, back }: RunPlan): RunAnswer['steps'] {
  return { there: steps.map(stepText), back: orNull(back?.map(stepText)) };
}

function endOf({ run, why }: RunToTell): Pick<RunAnswer, 'outcome' | 'why'> {
  if (run?.state.kind !== 'ended') return { outcome: null, why: orNull(why) };
  const { outcome, failure } = run.state;
  return { outcome, why: orNull(why ?? failure) };
}

function orNull<T>(value: T | undefined): T | null {
  return value ?? null;
}

import type { Refusal } from '../promotion/refusal.ts';
import type { RollbackDecision } from '../rollback/rollback-decision.ts';
import type { RunPlan } from '../run/run-plan.ts';
import type { LoggedRun } from '../run/runs-in-log.ts';
import type { RunAnswer } from './answer-schema.ts';
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
}

export function runAnswer({
  verdict,
  run,
  planned = run,
  refusals = [],
  why,
  decision,
}: RunToTell): RunAnswer {
  const ended = run?.state.kind === 'ended' ? run.state : undefined;
  return {
    schema_version: 1,
    verdict,
    run: run?.id ?? null,
    outcome: ended?.outcome ?? null,
    why: why ?? ended?.failure ?? null,
    refusals: refusals.map(({ code, kind, why: reason, lift }) => ({ code, kind, why: reason, lift })),
    plan_digest: planned?.digest ?? null,
    plan: planned?.plan ?? null,
    impact: decision === undefined ? null : impactAnswer(decision),
  };
}

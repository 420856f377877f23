import type { RollbackDecision } from '@lockkeeper/policy-core/deployment/rollback';
import type { LoggedRun, Refusal, RunPlan } from '@lockkeeper/policy-core/deployment/run';

/** What a release command says to programs. */
export interface ReleaseAnswer {
  readonly verdict: 'ready' | 'refused' | 'unknown' | 'waits' | 'held' | 'ended' | 'stopped';
  readonly run: LoggedRun | undefined;
  readonly plan: RunPlan | undefined;
  readonly digest: string | undefined;
  readonly refusals: readonly Refusal[];
  /** Why it did not go on, as a clause. */
  readonly why?: string | undefined;
  /** What a rollback would do. */
  readonly impact?: RollbackDecision | undefined;
}

export function releaseJson(answer: ReleaseAnswer): string {
  const { verdict, run, refusals } = answer;
  const ended = run?.state.kind === 'ended' ? run.state : undefined;
  return `${JSON.stringify(
    {
      schema_version: 1,
      verdict,
      run: orNull(run?.id),
      outcome: orNull(ended?.outcome),
      why: orNull(answer.why ?? ended?.failure),
      refusals: refusals.map(({ code, kind, why, lift }) => ({ code, kind, why, lift })),
      plan_digest: orNull(answer.digest),
      plan: orNull(answer.plan),
      impact: orNull(answer.impact),
    },
    null,
    2,
  )}\n`;
}

function orNull<T>(value: T | undefined): T | null {
  return value ?? null;
}

import type { RollbackDecision } from '@lockkeeper/policy-core/deployment';
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

export function releaseJson({ verdict, run, plan, digest, refusals, why, impact }: ReleaseAnswer): string {
  const state = run?.state;
  return `${JSON.stringify(
    {
      schema_version: 1,
      verdict,
      run: run?.id ?? null,
      outcome: state?.kind === 'ended' ? state.outcome : null,
      why: why ?? (state?.kind === 'ended' ? (state.failure ?? null) : null),
      refusals: refusals.map((one) => ({ code: one.code, kind: one.kind, why: one.why, lift: one.lift })),
      plan_digest: digest ?? null,
      plan: plan ?? null,
      impact: impact ?? null,
    },
    null,
    2,
  )}\n`;
}

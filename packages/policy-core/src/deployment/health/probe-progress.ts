import type { ProbeSchedule } from '../../policy/service-policy.ts';

/** What one question to a service came to. */
export type ProbeSample = { readonly isWell: true } | { readonly isWell: false; readonly why: string };

/** How far a service is on its way to be called healthy by one probe. Times are in milliseconds since the first question. */
export interface ProbeProgress {
  readonly attempts: number;
  /** How often in a row it was well until now. */
  readonly streak: number;
  /** Since when it is called well; `undefined`: it is not yet. */
  readonly wellSinceMs: number | undefined;
}

export type ProbeVerdict =
  | { readonly kind: 'ask-again'; readonly afterMs: number }
  | { readonly kind: 'healthy' }
  /** `why` is a clause. */
  | { readonly kind: 'unhealthy'; readonly why: string };

export const NOT_PROBED: ProbeProgress = { attempts: 0, streak: 0, wellSinceMs: undefined };

export interface ProbeStep {
  readonly progress: ProbeProgress;
  readonly verdict: ProbeVerdict;
}

/**
 * What comes of an answer. Until the deadline a service may be ill: it starts. Once it was well often enough in a row it has
 * to stay well for the time that it bakes: one that flaps is not healthy.
 */
export function afterProbe(
  before: ProbeProgress,
  { sample, nowMs }: { readonly sample: ProbeSample; readonly nowMs: number },
  schedule: Omit<ProbeSchedule, 'id'>,
): ProbeStep {
  const attempts = before.attempts + 1;
  if (!sample.isWell) return afterIllness({ ...before, attempts }, { why: sample.why, nowMs }, schedule);
  const streak = before.streak + 1;
  const wellSinceMs = before.wellSinceMs ?? (streak >= schedule.successes ? nowMs : undefined);
  const progress = { attempts, streak, wellSinceMs };
  if (wellSinceMs === undefined)
    return { progress, verdict: soonEnough(nowMs, schedule, 'it was not well often enough in a row') };
  const left = wellSinceMs + schedule.bakeMs - nowMs;
  return {
    progress,
    verdict:
      left <= 0 ? { kind: 'healthy' } : { kind: 'ask-again', afterMs: Math.min(left, schedule.intervalMs) },
  };
}

function afterIllness(
  { attempts, wellSinceMs }: ProbeProgress,
  { why, nowMs }: { readonly why: string; readonly nowMs: number },
  schedule: Omit<ProbeSchedule, 'id'>,
): ProbeStep {
  const progress = { attempts, streak: 0, wellSinceMs };
  if (wellSinceMs !== undefined)
    return { progress, verdict: { kind: 'unhealthy', why: `it was well for a while, and then ${why}` } };
  return { progress, verdict: soonEnough(nowMs, schedule, why) };
}

function soonEnough(
  nowMs: number,
  { deadlineMs, intervalMs }: Pick<ProbeSchedule, 'deadlineMs' | 'intervalMs'>,
  why: string,
): ProbeVerdict {
  const left = deadlineMs - nowMs;
  return left <= 0 ? { kind: 'unhealthy', why } : { kind: 'ask-again', afterMs: Math.min(left, intervalMs) };
}

import { awaitHealth } from '../run/await-health.ts';
import type { UpdateTools } from './update-tools.ts';

export type HealthTools = Pick<UpdateTools, 'probe' | 'timer' | 'signal'>;

/**
 * Why the version that runs fails the health check, as a clause; `undefined`: it passes. Behind an address that does not know
 * it, the next version could not be well either, nor the way back.
 */
export async function runningIllness(
  { commit }: { readonly commit: string },
  { probe, timer, signal }: HealthTools,
): Promise<string | undefined> {
  if (probe === undefined) return 'update.health_url is not set';
  const outcome = await awaitHealth({ commit, probes: [{ probe, schedule: BRIEFLY }], timer, signal });
  return outcome.kind === 'healthy' ? undefined : outcome.why;
}

/** It runs already: one good answer is enough, and a bad one may be bad luck. */
const BRIEFLY = { deadlineMs: 2000, intervalMs: 500, successes: 1, bakeMs: 0 };

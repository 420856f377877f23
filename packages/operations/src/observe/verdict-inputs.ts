import type { Stage } from '@lockkeeper/policy-core';
import { policyWords, validUntil } from '@lockkeeper/policy-core/observe';

import type { Seen } from './seen.ts';

interface Judging {
  readonly stage: Stage;
  readonly only?: readonly string[] | undefined;
}

/**
 * A verdict is a function of what was seen, so that the same text means the same report from the same program.
 * The rest of a moment, after which a verdict would not change, is left out.
 */
export function verdictInputs(seen: Seen, judging: Judging): string {
  const { policy, baseline, notices, observations } = seen;
  return JSON.stringify([
    judgedBy(seen, judging),
    [baseline ?? null, notices],
    { ...observations, now: validUntil(policy, observations) },
  ]);
}

/** What single subjects are judged by, whatever else is seen. */
export function judgedBy(
  { policy, policyText, policyOrigin, bootstrap }: Seen,
  { stage, only }: Judging,
): string {
  return JSON.stringify([
    [stage, only ?? null],
    [policy.path, policyWords(policyText, policy), policyOrigin, bootstrap],
  ]);
}

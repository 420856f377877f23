import type { Policy, Report, Stage } from '@lockkeeper/policy-core';
import { validUntil } from '@lockkeeper/policy-core/observe';

import type { Seen } from './seen.ts';

/**
 * A verdict is a function of what was seen, so that the same text means the same report from the same program.
 * The rest of a moment, after which a verdict would not change, is left out.
 */
export function verdictCacheKey(
  { policy, policyText, policyOrigin, bootstrap, baseline, notices, observations }: Seen,
  { stage, only }: { readonly stage: Stage; readonly only?: readonly string[] | undefined },
): string {
  return JSON.stringify([
    [stage, only ?? null],
    [policy.path, policyText, policyOrigin, bootstrap],
    [baseline ?? null, notices],
    { ...observations, now: validUntil(policy, observations) },
  ]);
}

/** What there is to keep; `undefined` where a rule crashed: the next run shall try again. */
export function cacheableVerdict(report: Report, { waivers }: Policy): object | undefined {
  if (report.crashed.length > 0) return undefined;
  // Patterns are no plain data: a waiver is told by its place in the policy.
  const waived = report.waived.map(({ finding, waiver }) => ({ finding, waiver: waivers.indexOf(waiver) }));
  return { ...report, waived };
}

/** The report again; only the host's own store may be asked for it. */
export function reportFromCache(kept: unknown, { waivers }: Policy): Report | undefined {
  if (!isKept(kept)) return undefined;
  const waived: Report['waived'][number][] = [];
  for (const { finding, waiver: index } of kept.waived) {
    const waiver = waivers[index];
    if (waiver === undefined) return undefined;
    waived.push({ finding, waiver });
  }
  return { ...kept, waived };
}

type KeptReport = Omit<Report, 'waived'> & {
  readonly waived: readonly {
    readonly finding: Report['waived'][number]['finding'];
    readonly waiver: number;
  }[];
};

/** It has the form that `cacheableVerdict` gave it: the store vouches for each byte. */
function isKept(value: unknown): value is KeptReport {
  return typeof value === 'object' && value !== null && 'verdict' in value && 'waived' in value;
}

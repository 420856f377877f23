import { checkerFor, type Parsers, type Report, type Snapshot, type Stage } from '@lockkeeper/policy-core';
import { needsParsers } from '@lockkeeper/policy-core/observe';

import type { VerdictStore } from '../ports/index.ts';
import { cacheableVerdict, reportFromCache, verdictCacheKey } from './verdict-cache.ts';
import type { Seen } from './seen.ts';

export interface JudgeOptions {
  readonly stage: Stage;
  /** Called only where something is to be parsed: loading the parsers takes a while. */
  readonly loadParsers: () => Promise<Parsers>;
  /** Rules and areas; left out, every rule. Rejects when one of them is not known. */
  readonly only?: readonly string[] | undefined;
  /** What was judged in earlier runs. Asked only where something is to be parsed: all else takes less time. */
  readonly loadVerdicts?: (() => Promise<VerdictStore | undefined>) | undefined;
}

export async function judge(seen: Seen, options: JudgeOptions): Promise<Report> {
  const { policy, observations } = seen;
  if (!needsParsers(policy, observations)) return judgeWith(seen, options, undefined);
  const judgeAnew = async () => judgeWith(seen, options, await options.loadParsers());
  const verdicts = await options.loadVerdicts?.();
  return verdicts === undefined ? judgeAnew() : judgeOnce(seen, options, { verdicts, judgeAnew });
}

/** Not again what an earlier run judged. */
async function judgeOnce(
  seen: Seen,
  options: JudgeOptions,
  { verdicts, judgeAnew }: { readonly verdicts: VerdictStore; readonly judgeAnew: () => Promise<Report> },
): Promise<Report> {
  const inputs = verdictCacheKey(seen, options);
  const known = reportFromCache(verdicts.get(inputs), seen.policy);
  if (known !== undefined) return known;
  const report = await judgeAnew();
  const kept = cacheableVerdict(report, seen.policy);
  if (kept !== undefined) verdicts.set(inputs, kept);
  return report;
}

function judgeWith(
  { policy, policyOrigin, bootstrap, baseline, notices, observations }: Seen,
  { stage, only }: JudgeOptions,
  parsers: Parsers | undefined,
): Report {
  return checkerFor(policy, parsers).check(observations, {
    stage,
    policyOrigin,
    bootstrap,
    notices,
    ...(baseline === undefined ? {} : { baseline }),
    ...(only === undefined ? {} : { only }),
  });
}

/** The same run as plain JSON, for a bug report or a replay. */
export function snapshotOf(
  seen: Seen,
  { stage, toolVersion }: { readonly stage: Stage; readonly toolVersion: string },
): Snapshot {
  return {
    schema_version: 1,
    tool_version: toolVersion,
    stage,
    policy: {
      path: seen.policy.path,
      text: seen.policyText,
      origin: seen.policyOrigin,
      bootstrap: seen.bootstrap,
    },
    baseline: seen.baseline ?? null,
    notices: seen.notices,
    observations: seen.observations,
  };
}

import {
  checkerFor,
  needsParsers,
  type Parsers,
  type Report,
  type Snapshot,
  type Stage,
} from '@lockkeeper/policy-core';

import type { Seen } from './seen.ts';

export interface JudgeOptions {
  readonly stage: Stage;
  /** Called only when a migration is under judgement: loading the parsers takes a while. */
  readonly loadParsers: () => Promise<Parsers>;
  /** Rules and areas; left out, every rule. Rejects when one of them is not known. */
  readonly only?: readonly string[] | undefined;
}

export async function judge(seen: Seen, { stage, loadParsers, only }: JudgeOptions): Promise<Report> {
  const { policy, policyOrigin, bootstrap, baseline, notices, observations } = seen;
  const parsers = needsParsers(policy, observations) ? await loadParsers() : undefined;
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

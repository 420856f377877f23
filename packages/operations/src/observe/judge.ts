import {
  checkerFor,
  type Finding,
  type KeptOutcomes,
  type Parsers,
  type Report,
  type Snapshot,
  type Stage,
} from '@lockkeeper/policy-core';
import { needsParsers } from '@lockkeeper/policy-core/observe';

import type { OutcomeStore } from '../ports/index.ts';
import { judgedBy } from './verdict-inputs.ts';
import { DEFAULTS_FILE } from './observe.ts';
import type { Seen } from './seen.ts';

export interface JudgeOptions {
  readonly stage: Stage;
  /** Called only where something is to be parsed: loading the parsers takes a while. */
  readonly loadParsers: () => Promise<Parsers>;
  /** Rules and areas; left out, every rule. Rejects when one of them is not known. */
  readonly only?: readonly string[] | undefined;
  /** Files and folders; left out, the whole repository. */
  readonly paths?: readonly string[] | undefined;
  /** What rules said in earlier runs. Asked only where something is to be parsed: all else takes less time. */
  readonly loadOutcomes?: (() => Promise<OutcomeStore | undefined>) | undefined;
}

export async function judge(seen: Seen, options: JudgeOptions): Promise<Report> {
  const { policy, observations } = seen;
  if (!needsParsers(policy, observations)) return judgeWith(seen, options, {});
  const parsers = await options.loadParsers();
  const outcomes = (await options.loadOutcomes?.())?.(judgedBy(seen, options));
  return judgeWith(seen, options, { parsers, ...(outcomes !== undefined && { outcomes }) });
}

interface Loaded {
  readonly outcomes?: KeptOutcomes;
  readonly parsers?: Parsers;
}

function judgeWith(
  { policy, policyOrigin, bootstrap, isWithoutPolicy = false, baseline, notices, observations }: Seen,
  { stage, only, paths }: JudgeOptions,
  { parsers, ...kept }: Loaded,
): Report {
  const report = checkerFor(policy, parsers).check(observations, {
    stage,
    policyOrigin,
    bootstrap,
    notices,
    ...(baseline === undefined ? {} : { baseline }),
    ...(only === undefined ? {} : { only }),
    ...(paths === undefined ? {} : { paths }),
    ...kept,
  });
  if (!isWithoutPolicy) return report;
  return {
    ...report,
    findings: report.findings.map(withoutDefaults),
    undetermined: report.undetermined.map(withoutDefaults),
  };
}

/** Nobody can open the file that defaults would lie in. */
function withoutDefaults<Told extends Pick<Finding, 'related'>>(told: Told): Told {
  return { ...told, related: told.related.filter(({ at }) => at.path !== DEFAULTS_FILE) };
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
      ...(seen.policy.bases.length > 0 && { bases: seen.policy.bases }),
      origin: seen.policyOrigin,
      bootstrap: seen.bootstrap,
    },
    baseline: seen.baseline ?? null,
    notices: seen.notices,
    observations: seen.observations,
  };
}

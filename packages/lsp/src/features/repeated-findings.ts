import type { Finding } from '@lockkeeper/policy-core';

import type { Verdict } from '../worker/messages.ts';
import { comparable, uriBelow } from '../locations/uri-path.ts';

/**
 * Leaves out of `verdicts` what `told` says as well: a finding about several files is told at each of them that is
 * open, and a check of the whole folder tells it at one of its own choice.
 */
export function withoutTold(verdicts: readonly Verdict[], told: readonly Verdict[]): readonly Verdict[] {
  const known = new Set(told.flatMap((verdict) => verdict.findings.flatMap(placesIn(verdict))));
  if (known.size === 0) return verdicts;
  return verdicts.map((verdict) => {
    const findings = verdict.findings.filter((one) => !placesIn(verdict)(one).some((at) => known.has(at)));
    return findings.length === verdict.findings.length ? verdict : { ...verdict, findings };
  });
}

/** Each of them tells a finding once. */
export function eachOnce(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.reduce<readonly Verdict[]>(
    (before, verdict) => [...before, ...withoutTold([verdict], before)],
    [],
  );
}

/** All places of a finding that may be told at each of them; none of another. The policy's line is no such place. */
function placesIn({ root = '', policy, toldWhereJudged }: Verdict): (finding: Finding) => readonly string[] {
  return ({ rule, at, related }) => {
    if (at === undefined || !toldWhereJudged.includes(rule)) return [];
    return [at, ...related.map((place) => place.at)]
      .filter(({ path }) => policy.kind === 'none' || path !== policy.path)
      .map(
        ({ path, start }) => `${rule} ${comparable(uriBelow(root, path))}:${start.line}:${start.character}`,
      );
  };
}

import type { Finding } from '@lockkeeper/policy-core';

import type { PolicyVerdict } from '../worker/messages.ts';
import { comparable, uriBelow } from '../locations/uri-path.ts';

/**
 * Leaves out of `verdicts` the findings that `told` has as well: a finding about several files is reported at each of
 * them that is open, and a check of the whole folder reports it at only one of them.
 */
export function withoutRepeated(
  verdicts: readonly PolicyVerdict[],
  told: readonly PolicyVerdict[],
): readonly PolicyVerdict[] {
  const known = new Set(told.flatMap((verdict) => verdict.findings.flatMap(repeatableLocations(verdict))));
  if (known.size === 0) return verdicts;
  return verdicts.map((verdict) => {
    const findings = verdict.findings.filter(
      (one) => !repeatableLocations(verdict)(one).some((at) => known.has(at)),
    );
    return findings.length === verdict.findings.length ? verdict : { ...verdict, findings };
  });
}

/** Keeps each finding in the first verdict that has it. */
export function dedupeFindings(verdicts: readonly PolicyVerdict[]): readonly PolicyVerdict[] {
  return verdicts.reduce<readonly PolicyVerdict[]>(
    (before, verdict) => [...before, ...withoutRepeated([verdict], before)],
    [],
  );
}

/** All locations of a finding that may be reported at each of them, but for the policy's line; none of another finding. */
function repeatableLocations({
  root = '',
  policy,
  toldWhereJudged,
}: PolicyVerdict): (finding: Finding) => readonly string[] {
  return ({ rule, at, related }) => {
    if (at === undefined || !toldWhereJudged.includes(rule)) return [];
    return [at, ...related.map((place) => place.at)]
      .filter(({ path }) => policy.kind === 'none' || path !== policy.path)
      .map(
        ({ path, start }) => `${rule} ${comparable(uriBelow(root, path))}:${start.line}:${start.character}`,
      );
  };
}

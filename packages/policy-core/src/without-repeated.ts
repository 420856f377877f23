import type { Finding, Severity } from './finding.ts';

/** Which rule tells the same of the same place, and better. */
export type Yielding = ReadonlyMap<Finding, string>;

/**
 * Leaves out what another finding at the same place tells already. Only for one that stands, and weighs as much:
 * what a waiver accepts, or a policy makes lighter, hides nothing.
 */
export function withoutRepeated(findings: readonly Finding[], yielding: Yielding): readonly Finding[] {
  if (yielding.size === 0) return findings;
  return findings.filter((finding) => {
    const root = yielding.get(finding);
    return root === undefined || !findings.some((other) => other.rule === root && covers(other, finding));
  });
}

function covers(root: Finding, finding: Finding): boolean {
  return WEIGHT[root.severity] >= WEIGHT[finding.severity] && isSamePlace(root, finding);
}

const WEIGHT: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

function isSamePlace({ at: one }: Finding, { at: other }: Finding): boolean {
  return (
    one !== undefined &&
    other !== undefined &&
    one.path === other.path &&
    one.start.line === other.start.line &&
    one.start.character === other.start.character
  );
}

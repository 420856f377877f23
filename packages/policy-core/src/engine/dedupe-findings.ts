import type { Finding, Severity, Undetermined } from '../model/finding.ts';

/** Which rule tells the same of the same place, and better. */
export type Superseded = ReadonlyMap<Finding, string>;

/**
 * Leaves out what another finding at the same place tells already. Only for one that stands, and weighs as much:
 * what a waiver accepts, or a policy makes lighter, hides nothing.
 */
export function dedupeFindings(findings: readonly Finding[], yielding: Superseded): readonly Finding[] {
  const told = toldOnce(findings);
  if (yielding.size === 0) return told;
  const heaviest = heaviestByPlace(told, new Set(yielding.values()));
  return told.filter((finding) => {
    const root = yielding.get(finding);
    const place = root === undefined ? undefined : placeOf(root, finding);
    const weight = place === undefined ? undefined : heaviest.get(place);
    return weight === undefined || weight < WEIGHT[finding.severity];
  });
}

/** The same about one place is told once, however often a loop or a helper leads there. */
function toldOnce(findings: readonly Finding[]): readonly Finding[] {
  const told = new Set<string>();
  return findings.filter((finding) => {
    const place = placeOf(finding.rule, finding);
    if (place === undefined) return true;
    const { line, character } = finding.at?.end ?? {};
    const key = `${line}:${character}:${finding.severity}:${place}:${finding.fingerprint}`;
    if (told.has(key)) return false;
    told.add(key);
    return true;
  });
}

/** Several subjects may lack one and the same thing, such as a folder that was not seen: it has no place, and is told once. */
export function dedupeUndetermined(subjects: readonly Undetermined[]): readonly Undetermined[] {
  const told = new Set<string>();
  return subjects.filter(({ at, rule, severity, fingerprint, waitsFor }) => {
    if (at !== undefined) return true;
    const key = `${rule}:${severity}:${waitsFor}:${fingerprint}`;
    return !told.has(key) && told.add(key);
  });
}

/** Of the findings of those rules: how much the heaviest at each place weighs. */
function heaviestByPlace(
  findings: readonly Finding[],
  roots: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const heaviest = new Map<string, number>();
  for (const finding of findings) {
    const place = roots.has(finding.rule) ? placeOf(finding.rule, finding) : undefined;
    if (place === undefined) continue;
    heaviest.set(place, Math.max(heaviest.get(place) ?? 0, WEIGHT[finding.severity]));
  }
  return heaviest;
}

function placeOf(rule: string, { at }: Finding): string | undefined {
  return at && `${rule}:${at.start.line}:${at.start.character}:${at.path}`;
}

const WEIGHT: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

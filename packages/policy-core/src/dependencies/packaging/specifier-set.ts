import { trimPythonWhiteSpace } from './python-white-space.ts';
import { parseSpecifier, type Specifier } from './specifier.ts';
import { type Admission, candidateFor, clauseHolds, isRefused } from './specifier-match.ts';
import type { Version } from './version.ts';
import { compareVersions } from './version-order.ts';
import { parseVersion } from './parse-version.ts';

/** Clauses in the order written, empty ones left out. `undefined` when a part between commas is no clause. */
export function parseSpecifierSet(text: string): readonly Specifier[] | undefined {
  const specifiers: Specifier[] = [];
  for (const part of text.split(',')) {
    if (trimPythonWhiteSpace(part) === '') continue;
    const specifier = parseSpecifier(part);
    if (specifier === undefined) return undefined;
    specifiers.push(specifier);
  }
  return specifiers;
}

/** Whether a version satisfies all clauses; no clause at all admits any text. */
export function specifiersAdmit(
  specifiers: readonly Specifier[],
  version: string | Version,
  { prereleases }: Admission,
): boolean {
  const candidate = candidateFor(version);
  if (isRefused(candidate, prereleases)) return false;
  return specifiers.every((specifier) => clauseHolds(specifier, candidate));
}

/** Whether two texts name one version: `1.0` and `1.0.0` do. Texts that are no versions have to be equal. */
export function sameVersion(a: string, b: string): boolean {
  if (a === b) return true;
  const left = parseVersion(a);
  const right = parseVersion(b);
  return left !== undefined && right !== undefined && compareVersions(left, right) === 0;
}

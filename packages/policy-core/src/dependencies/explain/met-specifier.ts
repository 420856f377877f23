import type { Specifier } from '../packaging/specifier.ts';
import { specifiersAdmit } from '../packaging/specifier-set.ts';
import { parseVersion } from '../packaging/parse-version.ts';

/** `>=4.2,<5` */
export function clausesAsWritten(clauses: readonly Specifier[]): string {
  return clauses.map(({ operator, version }) => operator + version).join(',');
}

/** Why a version is not admitted, as a clause; `undefined` where it is. Pre-releases are, as where a lock pins one. */
export function whyNotAdmitted(clauses: readonly Specifier[], version: string): string | undefined {
  const broken = clauses.filter((clause) => !specifiersAdmit([clause], version, { prereleases: true }));
  if (broken.length === 0) return undefined;
  if (parseVersion(version) === undefined) return `${version} is no version as PEP 440 has it`;
  return `${version} is not ${broken.map(({ operator, version: bound }) => operator + bound).join(' and not ')}`;
}

import { type Specifier, wildcardPrefix } from './specifier.ts';
import type { Version } from './version.ts';
import { isPrerelease } from './version-kind.ts';
import { comparePublicVersions, compareReleases, compareVersions } from './version-order.ts';
import { versionText } from './version-text.ts';
import { parseVersion } from './parse-version.ts';

export interface Admission {
  /** `false` refuses pre-releases; `true` and `undefined` judge a single version by the specifier alone. */
  readonly prereleases: boolean | undefined;
}

/** Whether a version, as text or as read, satisfies a clause. What is no version satisfies `===` at most. */
export function specifierAdmits(
  specifier: Specifier,
  version: string | Version,
  { prereleases }: Admission,
): boolean {
  const candidate = candidateFor(version);
  return !isRefused(candidate, prereleases) && clauseHolds(specifier, candidate);
}

/** A version to hold against clauses. */
export interface Candidate {
  readonly given: string | Version;
  /** `undefined` when the text is no version. */
  readonly version: Version | undefined;
}

export function candidateFor(given: string | Version): Candidate {
  return { given, version: typeof given === 'string' ? parseVersion(given) : given };
}

export function isRefused({ version }: Candidate, prereleases: boolean | undefined): boolean {
  return prereleases === false && version !== undefined && isPrerelease(version);
}

/** Pre-releases count as any other version here. */
export function clauseHolds({ operator, version: bound }: Specifier, candidate: Candidate): boolean {
  if (operator === '===') return isSameText(candidate.given, bound);
  const { version } = candidate;
  if (version === undefined) return false;
  const prefix = wildcardPrefix(bound);
  const limit = parseVersion(prefix ?? bound);
  if (limit === undefined) return false;
  if (prefix === undefined) return HOLDS[operator](version, limit);
  return startsWith(version, limit, limit.release.length) === (operator === '==');
}

function isSameText(given: string | Version, text: string): boolean {
  const candidate = typeof given === 'string' ? given : versionText(given);
  return candidate.toLowerCase() === text.toLowerCase();
}

const HOLDS = {
  '==': isEqual,
  '!=': (version: Version, limit: Version) => !isEqual(version, limit),
  '~=': isCompatible,
  '<=': (version: Version, limit: Version) => comparePublicVersions(version, limit) <= 0,
  '>=': (version: Version, limit: Version) => comparePublicVersions(version, limit) >= 0,
  '<': isBefore,
  '>': isAfter,
} as const;

/** A local part counts only where the specifier has one. */
function isEqual(version: Version, limit: Version): boolean {
  return (limit.local === undefined ? comparePublicVersions : compareVersions)(version, limit) === 0;
}

/** `~=2.2.1` is `>=2.2.1, ==2.2.*`. */
function isCompatible(version: Version, limit: Version): boolean {
  return startsWith(version, limit, limit.release.length - 1) && comparePublicVersions(version, limit) >= 0;
}

/** Not the pre-releases of the limit itself, unless it is one. */
function isBefore(version: Version, limit: Version): boolean {
  if (comparePublicVersions(version, limit) >= 0) return false;
  return isPrerelease(limit) || comparePublicVersions(version, { ...limit, dev: 0 }) < 0;
}

/** Not the post-releases of the limit itself, unless it is one, and no local version of it. */
function isAfter(version: Version, limit: Version): boolean {
  if (comparePublicVersions(version, limit) <= 0) return false;
  if (limit.post !== undefined || limit.dev !== undefined) return true;
  return !isSamePrerelease(version, limit);
}

function isSamePrerelease(a: Version, b: Version): boolean {
  return (
    a.epoch === b.epoch &&
    a.pre?.phase === b.pre?.phase &&
    a.pre?.number === b.pre?.number &&
    compareReleases(a.release, b.release) === 0
  );
}

/** Whether the first `count` numbers of both releases are the same. */
function startsWith(version: Version, limit: Version, count: number): boolean {
  if (version.epoch !== limit.epoch) return false;
  for (let index = 0; index < count; index += 1) {
    if ((version.release[index] ?? 0) !== limit.release[index]) return false;
  }
  return true;
}

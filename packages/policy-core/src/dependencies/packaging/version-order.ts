import type { LocalVersion, Release, Version, VersionNumber } from './version.ts';

/** As `Array.sort` wants it: -1 when `a` comes first, 0 when both are the same version. */
export function compareVersions(a: Version, b: Version): number {
  return comparePublicVersions(a, b) || compareLocals(a.local, b.local);
}

/** As if neither had a local part: `1.0+cu121` is `1.0`. */
export function comparePublicVersions(a: Version, b: Version): number {
  return compareNumbers(a.epoch, b.epoch) || compareReleases(a.release, b.release) || compareSuffixes(a, b);
}

/** Numbers that are not written are zero: 1.0 is 1.0.0. */
export function compareReleases(a: Release, b: Release): number {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const order = compareNumbers(a[index] ?? 0, b[index] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** No post-release comes before the first; no development release after the last. */
function compareSuffixes(a: Version, b: Version): number {
  return (
    comparePhases(a, b) ||
    compareNumbers(a.post ?? -1, b.post ?? -1) ||
    compareNumbers(a.dev ?? Infinity, b.dev ?? Infinity)
  );
}

function comparePhases(a: Version, b: Version): number {
  return compareNumbers(phaseRank(a), phaseRank(b)) || compareNumbers(a.pre?.number ?? 0, b.pre?.number ?? 0);
}

/** A development release of a final version comes before all its pre-releases. */
function phaseRank({ pre, post, dev }: Version): number {
  if (pre !== undefined) return PHASE_RANKS[pre.phase];
  return post === undefined && dev !== undefined ? -1 : PHASE_RANKS.final;
}

const PHASE_RANKS = { a: 0, b: 1, rc: 2, final: 3 } as const;

/** None comes before any, a beginning before what it begins. */
function compareLocals(a: LocalVersion | undefined, b: LocalVersion | undefined): number {
  if (a === undefined || b === undefined)
    return compareNumbers(a === undefined ? 0 : 1, b === undefined ? 0 : 1);
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = compareLocalParts(part, other);
    if (order !== 0) return order;
  }
  return compareNumbers(a.length, b.length);
}

/** Words come before numbers. */
function compareLocalParts(a: string | VersionNumber, b: string | VersionNumber): number {
  if (typeof a === 'string') return typeof b === 'string' ? compareWords(a, b) : -1;
  return typeof b === 'string' ? 1 : compareNumbers(a, b);
}

function compareNumbers(a: VersionNumber, b: VersionNumber): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function compareWords(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

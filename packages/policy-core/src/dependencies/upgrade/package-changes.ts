import { compareVersions } from '../packaging/version-order.ts';
import type { Version } from '../packaging/version.ts';
import { pinnedVersions, type PairTexts } from './pinned-versions.ts';
import { parseVersion } from '../packaging/parse-version.ts';

/** What an upgrade does to one package. */
export interface PackageChange {
  /** As PEP 503 compares names. */
  readonly name: string;
  /** `undefined` where it was not there. Several, with commas, where markers tell them apart. */
  readonly old: string | undefined;
  /** `undefined` where it is gone. */
  readonly fresh: string | undefined;
  readonly kind: 'major' | 'minor' | 'patch' | 'added' | 'removed' | 'changed';
  readonly isDowngrade: boolean;
}

/** Sorted by name; what only its spelling changed is left out. */
export function packageChanges(before: PairTexts, after: PairTexts): readonly PackageChange[] {
  const [old, fresh] = [pinnedVersions(before), pinnedVersions(after)];
  const names = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return names.flatMap((name) => changeOf(name, old.get(name), fresh.get(name)) ?? []);
}

function changeOf(
  name: string,
  old: string | undefined,
  fresh: string | undefined,
): PackageChange | undefined {
  if (old === fresh) return undefined;
  if (old === undefined) return { name, old, fresh, kind: 'added', isDowngrade: false };
  if (fresh === undefined) return { name, old, fresh, kind: 'removed', isDowngrade: false };
  const [from, to] = [parseVersion(old), parseVersion(fresh)];
  if (from === undefined || to === undefined)
    return { name, old, fresh, kind: 'changed', isDowngrade: false };
  const order = compareVersions(from, to);
  return order === 0 ? undefined : { name, old, fresh, kind: kindOf(from, to), isDowngrade: order > 0 };
}

/** By the first number that differs; numbers that are not written are zero. */
function kindOf(from: Version, to: Version): PackageChange['kind'] {
  const differs = (index: number) => (from.release[index] ?? 0) !== (to.release[index] ?? 0);
  if (from.epoch !== to.epoch || differs(0)) return 'major';
  return differs(1) ? 'minor' : 'patch';
}

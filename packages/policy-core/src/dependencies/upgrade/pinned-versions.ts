import { pinOf } from '../facts/pin.ts';
import type { ProjectRequirement } from '../packaging/project-requirement.ts';
import { parseRequirements } from '../requirements/parse-requirements.ts';
import { withoutPassword } from './command-text.ts';

/** Both files of a pair. */
export interface PairTexts {
  readonly source: string;
  readonly lock: string;
}

/** What the lock names of each package, or the source where the lock does not; by normalized name. */
export function pinnedVersions({ source, lock }: PairTexts): ReadonlyMap<string, string> {
  return new Map([...versionsIn(source), ...versionsIn(lock)]);
}

function versionsIn(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, Set<string>>();
  for (const { entry } of parseRequirements(text).lines) {
    if (entry.kind !== 'requirement') continue;
    const { normalizedName } = entry.requirement;
    found.set(normalizedName, (found.get(normalizedName) ?? new Set()).add(versionOf(entry.requirement)));
  }
  return new Map(Array.from(found, ([name, versions]) => [name, [...versions].sort().join(', ')]));
}

function versionOf(requirement: ProjectRequirement): string {
  const { url, clauses } = requirement;
  if (url !== undefined) return withoutPassword(url.text);
  const written = clauses.map(({ operator, version }) => `${operator}${version}`).join(',');
  return pinOf(requirement, ['==', '===']) ?? (written === '' ? 'any version' : written);
}

export interface SourcePins {
  /** Normalized names in either file. */
  readonly all: ReadonlySet<string>;
  /** Those the source pins. */
  readonly pinned: ReadonlySet<string>;
  /** Whether the source leaves nothing to choose. */
  readonly isAllPinned: boolean;
}

export function pinnedInSource({ source, lock }: PairTexts): SourcePins {
  const asked = parseRequirements(source).lines.flatMap(({ entry }) =>
    entry.kind === 'requirement' ? [entry.requirement] : [],
  );
  const pinned = asked.filter((requirement) => pinOf(requirement, ['==', '===']) !== undefined);
  return {
    all: new Set([...versionsIn(source).keys(), ...versionsIn(lock).keys()]),
    pinned: new Set(pinned.map(({ normalizedName }) => normalizedName)),
    isAllPinned: asked.length > 0 && pinned.length === asked.length,
  };
}

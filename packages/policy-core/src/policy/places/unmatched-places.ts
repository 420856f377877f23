import type { Known } from '../../model/known.ts';
import type { UnmatchedPlace } from '../../model/observations.ts';
import { nearestWord } from '../nearest-word.ts';
import type { Policy } from '../policy.ts';
import { meantPlace } from './meant-place.ts';
import type { NamedPlace } from './named-place.ts';
import { findUnmatchedBranches } from './unmatched-branches.ts';
import { hasPath, sortedPaths, pathsBelow, type SortedPaths } from './sorted-paths.ts';

/** Paths of the whole repository, as they were seen. */
export interface SeenPaths {
  readonly now: Known<readonly string[]>;
  /** At the base of the change; left out where there is none. */
  readonly before?: Known<readonly string[]> | undefined;
  /** What a sparse checkout leaves out on disk; left out where nobody asked. */
  readonly leftOut?: readonly string[] | undefined;
  /** All branches; left out where nobody asked, or nobody can tell. */
  readonly branches?: readonly string[] | undefined;
}

/** The places of a policy that lead nowhere, neither now nor before, and those of which nobody can tell. */
export function findUnmatchedPlaces(
  { namedPlaces, branches: { classes } }: Pick<Policy, 'branches' | 'namedPlaces'>,
  { branches, ...seen }: SeenPaths,
): readonly UnmatchedPlace[] {
  const lost = branches === undefined ? [] : findUnmatchedBranches(classes, branches);
  return [...unmatchedPaths(namedPlaces, seen), ...lost];
}

function unmatchedPaths(
  namedPlaces: readonly NamedPlace[],
  { now, before, leftOut = [] }: SeenPaths,
): readonly UnmatchedPlace[] {
  if (!now.known) return namedPlaces.filter(isDecidedByPaths).map((place) => hiddenPlace(place, now.reason));
  const paths = sortedPaths(now.value);
  const pathsBefore = before?.known === true ? sortedPaths(before.value) : [];
  return placesWithout(namedPlaces, paths).flatMap((place) => {
    if (place.leadsTo !== undefined && leftOut.some(place.leadsTo))
      return [hiddenPlace(place, IN_SPARSE_CHECKOUT)];
    if (before?.known === false && isDecidedByPaths(place)) return [hiddenPlace(place, before.reason)];
    const wasThere = placesWithout([place], pathsBefore).length === 0;
    return wasThere ? [] : [unmatchedPlace(place, paths)];
  });
}

const IN_SPARSE_CHECKOUT = 'the sparse checkout leaves it out';

function isDecidedByPaths({ leadsTo }: NamedPlace): boolean {
  return leadsTo !== undefined;
}

function placesWithout(places: readonly NamedPlace[], paths: SortedPaths): readonly NamedPlace[] {
  return places.filter(({ leadsTo, within }) => leadsTo === undefined || !isAnywhere(leadsTo, within, paths));
}

function isAnywhere(
  isMeant: (path: string) => boolean,
  within: readonly string[],
  paths: SortedPaths,
): boolean {
  return within.some(
    (folder) => pathsBelow(paths, folder).some(isMeant) || (hasPath(paths, folder) && isMeant(folder)),
  );
}

/** What lies in a folder, as it is written from there. */
function pathsFrom(folder: string, paths: SortedPaths): SortedPaths {
  if (folder === '') return paths;
  return pathsBelow(paths, folder.slice(0, -1)).map((path) => path.slice(folder.length));
}

/** @param paths everything that was seen, for what may have been meant */
function unmatchedPlace(
  { section, written, at, known, folder = '' }: NamedPlace,
  paths: SortedPaths,
): UnmatchedPlace {
  const [first = ''] = written;
  const meant = known.length > 0 ? nearestWord(first, known) : meantPlace(first, pathsFrom(folder, paths));
  return { section, written, at, meant: meant === undefined || meant === first ? null : meant, hidden: null };
}

/** @param hidden why nobody knows what lies there, as a clause */
function hiddenPlace({ section, written, at }: NamedPlace, hidden: string): UnmatchedPlace {
  return { section, written, at, meant: null, hidden };
}

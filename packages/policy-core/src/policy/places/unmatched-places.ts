import type { UnmatchedPlace } from '../../model/observations.ts';
import { nearestWord } from '../nearest-word.ts';
import { meantPlace } from './meant-place.ts';
import type { NamedPlace } from './named-places.ts';

/** The places that lead to none of these paths. */
export function placesWithout(
  places: readonly NamedPlace[],
  paths: readonly string[],
): readonly NamedPlace[] {
  return places.filter(({ leadsTo }) => leadsTo === undefined || !paths.some(leadsTo));
}

/** @param paths everything that was seen, for what may have been meant */
export function unmatchedPlace(
  { section, written, at, known }: NamedPlace,
  paths: readonly string[],
): UnmatchedPlace {
  const [first = ''] = written;
  const meant = known.length > 0 ? nearestWord(first, known) : meantPlace(first, paths);
  return { section, written, at, meant: meant ?? null, hidden: null };
}

/** @param hidden why nobody can tell what lies there, as a clause */
export function hiddenPlace({ section, written, at }: NamedPlace, hidden: string): UnmatchedPlace {
  return { section, written, at, meant: null, hidden };
}

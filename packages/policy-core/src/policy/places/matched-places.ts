import type { NamedPlace } from './named-place.ts';
import { hasPath, pathsBelow, sortedPaths } from './sorted-paths.ts';

/** Alternatives of a list of the policy, and how much of what was looked at they lead to. */
export interface MatchedPlace extends Pick<NamedPlace, 'section' | 'written'> {
  readonly files: number;
}

/** Without the places that no file decides. */
export function matchedPlaces(
  { namedPlaces }: { readonly namedPlaces: readonly NamedPlace[] },
  paths: readonly string[],
): readonly MatchedPlace[] {
  const sorted = sortedPaths([...new Set(paths)]);
  return namedPlaces.flatMap(({ section, written, leadsTo, within }) => {
    if (leadsTo === undefined) return [];
    const found = new Set(
      within.flatMap((folder) => [
        ...pathsBelow(sorted, folder).filter(leadsTo),
        ...(hasPath(sorted, folder) && leadsTo(folder) ? [folder] : []),
      ]),
    );
    return [{ section, written, files: found.size }];
  });
}

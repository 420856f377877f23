import type { ProjectRequirement } from '../packaging/project-requirement.ts';
import type { TextRange } from '../../model/text-range.ts';

/** The same requirement with ranges that count in the file. */
export function placedRequirement(
  requirement: ProjectRequirement,
  place: (start: number, end: number) => TextRange,
): ProjectRequirement {
  const { nameRange, extras, extrasRange, clauses, specifierRange, url, marker } = requirement;
  const moved = ({ start, end }: TextRange) => place(start, end);
  return {
    ...requirement,
    nameRange: moved(nameRange),
    extras: extras.map((extra) => ({ ...extra, range: moved(extra.range) })),
    extrasRange: extrasRange && moved(extrasRange),
    clauses: clauses.map((clause) => ({ ...clause, range: moved(clause.range) })),
    specifierRange: specifierRange && moved(specifierRange),
    url: url && { ...url, range: moved(url.range) },
    marker: marker && { ...marker, range: moved(marker.range) },
  };
}

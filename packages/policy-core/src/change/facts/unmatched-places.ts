import { contributed, defineContributions } from '../../engine/contributions.ts';
import { defineSubjects, NOWHERE } from '../../engine/judged-fact.ts';
import { defineInput } from '../../engine/queries/query.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { seenParts } from '../../engine/seen-inputs.ts';
import type { UnmatchedPlace } from '../../model/observations.ts';

/** Names of the policy that only those find who read what it names. */
export const unmatchedNames = defineContributions<UnmatchedPlace>('names without a place');

/** Whether a section of the policy is under judgement: rules of one section need no place of another. */
export const judgedSectionsInput = defineInput<(section: string) => boolean>({
  name: 'the sections under judgement',
  unanswered: () => () => true,
});

/** All places that the policy names are one subject, with those of them that match nothing; none where nobody looked. */
export const unmatchedPlaces = defineSubjects<readonly UnmatchedPlace[]>({
  name: 'unmatched-places',
  words: 'the policy, the paths of the repository',
  of: 'tree',
  compute: (get) => {
    const isJudged = get(judgedSectionsInput);
    const { unmatchedPlaces: seen } = seenParts(get, 'unmatchedPlaces');
    const places = [...(seen ?? []), ...contributed(get, unmatchedNames)];
    const judged = places.filter(({ section }) => isJudged(section));
    const named = seen === undefined ? [] : policySections(get, 'namedPlaces').namedPlaces;
    const lost = new Set(judged.map(keyOf));
    const matched = named.filter((place) => isJudged(place.section) && !lost.has(keyOf(place)));
    const size = judged.length + matched.length;
    return size === 0 ? [] : [{ ...NOWHERE, size, judged }];
  },
});

function keyOf({ section, at: { start } }: Pick<UnmatchedPlace, 'section' | 'at'>): string {
  return `${section} ${start.line} ${start.character}`;
}

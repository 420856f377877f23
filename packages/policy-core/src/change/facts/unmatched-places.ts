import { contributed, defineContributions } from '../../engine/contributions.ts';
import { defineSubjects, NOWHERE } from '../../engine/judged-fact.ts';
import { defineInput } from '../../engine/queries/query.ts';
import { observationsInput } from '../../engine/run-inputs.ts';
import type { UnmatchedPlace } from '../../model/observations.ts';

/** Names of the policy that only those find who read what it names. */
export const unmatchedNames = defineContributions<UnmatchedPlace>('names without a place');

/** Whether a section of the policy is under judgement: rules of one section need no place of another. */
export const judgedSectionsInput = defineInput<(section: string) => boolean>({
  name: 'the sections under judgement',
  unanswered: () => () => true,
});

/** Empty also where nobody looked. */
export const unmatchedPlaces = defineSubjects<UnmatchedPlace>({
  name: 'unmatched-places',
  words: 'the policy, the paths of the repository',
  of: 'tree',
  compute: (get) => {
    const isJudged = get(judgedSectionsInput);
    const places = [...(get(observationsInput).unmatchedPlaces ?? []), ...contributed(get, unmatchedNames)];
    return places.flatMap((judged) => (isJudged(judged.section) ? [{ ...NOWHERE, judged }] : []));
  },
});

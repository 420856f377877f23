import { isAboutChange, type Observations } from '../../model/observations.ts';
import { defineSubjects, NOWHERE } from '../../engine/judged-fact.ts';
import { seenParts } from '../../engine/seen-inputs.ts';

/** Whether everything that changed was seen. */
export type ChangeSight =
  /** Also where no change is judged. */
  | { readonly kind: 'whole' }
  | { readonly kind: 'cut-short'; readonly count: number }
  /** `reason` is a clause. */
  | { readonly kind: 'unseen'; readonly reason: string };

export const changeSight = defineSubjects<ChangeSight>({
  name: 'change-sight',
  words: 'the change',
  of: 'change',
  compute: (get) => {
    const seen = seenParts(get, 'focus', 'change', 'missingBase');
    const judged = findChangeSight(seen);
    // Of a change of nothing there is nothing that could be missing.
    const isOfNothing = !seen.change.known || seen.change.value.entries.length === 0;
    return judged.kind === 'whole' && isOfNothing ? [] : [{ ...NOWHERE, judged }];
  },
});

export function findChangeSight({
  focus,
  change,
  missingBase,
}: Pick<Observations, 'focus' | 'change' | 'missingBase'>): ChangeSight {
  if (!change.known) {
    if (missingBase !== undefined) return { kind: 'unseen', reason: missingBase };
    return isAboutChange(focus) ? { kind: 'unseen', reason: change.reason } : { kind: 'whole' };
  }
  const { isWhole, entries } = change.value;
  return isWhole ? { kind: 'whole' } : { kind: 'cut-short', count: entries.length };
}

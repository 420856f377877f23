import { seenParts } from '../../engine/seen-inputs.ts';
import type { Subject } from '../../engine/judged-fact.ts';
import { defineFact, type Get } from '../../engine/queries/query.ts';
import { observed } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';

type SeenInFocus = Pick<Observations, 'focus' | 'change' | 'author' | 'pullRequest'>;

/** What was seen, with no more of the change than is judged: an open document is judged for itself. */
export const seenInFocus = defineFact<SeenInFocus>({
  name: 'seen-in-focus',
  compute: (get) => {
    const seen = seenParts(get, 'focus', 'change', 'author', 'pullRequest');
    const { focus, change } = seen;
    if (focus.kind !== 'document' || !change.known) return seen;
    const entries = change.value.entries.filter(({ path }) => path === focus.path);
    return { ...seen, change: observed({ ...change.value, entries }) };
  },
});

/** The paths that the change touches, each a subject of what is said of all of them. */
export function changedSubjects(get: Get): readonly Subject[] {
  const { change } = get(seenInFocus);
  return change.known ? change.value.entries.map(({ path }) => ({ paths: [path] })) : [];
}

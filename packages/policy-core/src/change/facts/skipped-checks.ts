import type { Known } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { authorship, type Authorship } from './authorship.ts';
import { trailersOf } from './commit-trailers.ts';
import { defineJudged, NOWHERE } from '../../engine/judged-fact.ts';
import { observationsInput } from '../../engine/run-inputs.ts';

/** A commit whose message asks the forge not to check it. */
export interface SkippedCheck {
  readonly commit: string;
  /** As it is written: `[skip ci]`. */
  readonly words: string;
}

export interface SkippedChecks {
  readonly authorship: Known<Authorship>;
  readonly found: readonly SkippedCheck[];
}

/** What GitHub or GitLab takes for it, anywhere in a message and in any case; only GitLab joins the words. */
const MARKERS = /\[(?:skip[ _-]ci|ci[ _-]skip|no ci|skip actions|actions skip)\]/i;

/** `undefined`: no agent asks for it. */
export const skippedChecks = defineJudged<SkippedChecks | undefined>({
  name: 'skipped-checks',
  words: 'commits of the change, who made it',
  about: 'change',
  subjects: (skipped) => (skipped === undefined ? [] : [NOWHERE]),
  compute: (get) => findSkippedChecks(get(observationsInput), get(authorship)),
});

/** `undefined`: nobody asks for it, or whoever made the change may. */
export function findSkippedChecks(
  { change, focus }: Pick<Observations, 'change' | 'focus'>,
  authorship: Known<Authorship>,
): SkippedChecks | undefined {
  if (!change.known || !change.value.commits.known || focus.kind === 'release') return undefined;
  if (authorship.known && authorship.value.kind !== 'ai') return undefined;
  const found = change.value.commits.value.flatMap(({ id, message }) => {
    const words = MARKERS.exec(message)?.[0] ?? skipTrailer(message);
    return words === undefined ? [] : [{ commit: id, words }];
  });
  return found.length === 0 ? undefined : { authorship, found };
}

function skipTrailer(message: string): string | undefined {
  const trailer = trailersOf(message).find(
    ({ key, value }) => key.toLowerCase() === 'skip-checks' && value.toLowerCase() === 'true',
  );
  return trailer && `${trailer.key}: ${trailer.value}`;
}

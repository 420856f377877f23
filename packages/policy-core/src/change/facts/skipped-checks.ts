import type { Known } from '../../model/known.ts';
import type { Commit, Observations } from '../../model/observations.ts';
import { authorship, type Authorship } from './authorship.ts';
import { trailersOf } from './commit-trailers.ts';
import { defineSubjects, NOWHERE } from '../../engine/judged-fact.ts';
import { seenParts } from '../../engine/seen-inputs.ts';

/** A commit whose message asks the forge not to check it. */
export interface SkippedCheck {
  readonly commit: string;
  /** As it is written: `[skip ci]`. */
  readonly words: string;
}

/** What GitHub or GitLab takes for it, anywhere in a message and in any case; only GitLab joins the words. */
const MARKERS = /\[(?:skip[ _-]ci|ci[ _-]skip|no ci|skip actions|actions skip)\]/i;

/** All commits of a change are one subject, where whoever made it may ask for no such thing. */
export const skippedChecks = defineSubjects<readonly SkippedCheck[]>({
  name: 'skipped-checks',
  words: 'commits of the change, who made it',
  of: 'change',
  compute: (get) => {
    const [seen, made] = [seenParts(get, 'focus', 'change'), get(authorship)];
    const size = judgedCommits(seen, made).length;
    return size === 0 ? [] : [{ ...NOWHERE, size, judged: findSkippedChecks(seen, made) }];
  },
});

/** Empty also where whoever made the change may ask for it. */
export function findSkippedChecks(
  seen: Pick<Observations, 'change' | 'focus'>,
  authorship: Known<Authorship>,
): readonly SkippedCheck[] {
  return judgedCommits(seen, authorship).flatMap(({ id, message }) => {
    const words = MARKERS.exec(message)?.[0] ?? skipTrailer(message);
    return words === undefined ? [] : [{ commit: id, words }];
  });
}

function judgedCommits(
  { change, focus }: Pick<Observations, 'change' | 'focus'>,
  authorship: Known<Authorship>,
): readonly Commit[] {
  if (!change.known || !change.value.commits.known || focus.kind === 'release') return [];
  return authorship.known && authorship.value.kind !== 'ai' ? [] : change.value.commits.value;
}

function skipTrailer(message: string): string | undefined {
  const trailer = trailersOf(message).find(
    ({ key, value }) => key.toLowerCase() === 'skip-checks' && value.toLowerCase() === 'true',
  );
  return trailer && `${trailer.key}: ${trailer.value}`;
}

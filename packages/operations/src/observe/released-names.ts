import { observed, unobserved, type Observations, type Parsers } from '@lockkeeper/policy-core';
import { releasedSearch } from '@lockkeeper/policy-core/observe';

import type { Observers } from '../ports/index.ts';
import type { Seen } from './seen.ts';

/** Enough to show where a name is used, and little enough to be kept in a snapshot. */
const MOST_LINES = 5_000;

/**
 * Adds where the code of the last release names what the migrations under judgement take away. Only git can
 * tell, and only once the migrations are read, so this comes between looking and judging.
 */
export async function withReleasedNames<Found extends Pick<Seen, 'policy' | 'observations'>>(
  seen: Found,
  { loadParsers, git }: { readonly loadParsers: () => Promise<Parsers> } & Pick<Observers, 'git'>,
): Promise<Found> {
  const { policy, observations } = seen;
  if (observations.revisions === undefined) return seen;
  const search = releasedSearch(policy, observations, await loadParsers());
  if (search === undefined) return seen;
  const releasedNames = await searched(search, git);
  return { ...seen, observations: { ...observations, releasedNames } };
}

async function searched(
  { commit, words, except }: NonNullable<ReturnType<typeof releasedSearch>>,
  git: Observers['git'],
): Promise<NonNullable<Observations['releasedNames']>> {
  if (git === undefined) return unobserved('there is no git repository to ask');
  const found = await git.linesWith(commit, { words, except, most: MOST_LINES });
  return found.known ? observed({ commit, names: words, ...found.value }) : found;
}

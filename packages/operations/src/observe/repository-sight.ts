import type { Known, Observations, Policy } from '@lockkeeper/policy-core';
import {
  filesOfTools,
  hiddenPlace,
  placesWithout,
  seenTools,
  unmatchedPlace,
  type NamedPlace,
  type SeenTool,
  type UnmatchedPlace,
} from '@lockkeeper/policy-core/observe';

import type { Observers } from '../ports/index.ts';
import { listAt } from './list-at.ts';
import { readerAt } from './reader-at.ts';

interface SightRequest {
  readonly head: string;
  /** Where the change starts; `undefined`: none is judged. */
  readonly base: string | undefined;
  /** The policy as the head has it: a change that mends a place is not held to what stood there before. */
  readonly latest: Policy;
}

/** What the policy names and is not there, and what is there and nothing judges. */
export async function observeRepository(
  policy: Policy,
  request: SightRequest,
  observers: Observers,
): Promise<Pick<Observations, 'unmatchedPlaces' | 'unsupported'>> {
  const listed = await listAt(request.head, [''], observers);
  if (!listed.known) return hiddenPlaces(request, listed.reason);
  const [unmatchedPlaces, unsupported] = await Promise.all([
    unmatchedIn(listed.value, request, observers),
    toolsIn(listed.value, { policy, head: request.head }, observers),
  ]);
  return { unmatchedPlaces, unsupported };
}

/** What the policy names and is not there. */
export async function observePlaces(
  request: SightRequest,
  observers: Observers,
): Promise<Pick<Observations, 'unmatchedPlaces'>> {
  const listed = await listAt(request.head, [''], observers);
  if (!listed.known) return hiddenPlaces(request, listed.reason);
  return { unmatchedPlaces: await unmatchedIn(listed.value, request, observers) };
}

function hiddenPlaces({ latest }: SightRequest, reason: string): Pick<Observations, 'unmatchedPlaces'> {
  return { unmatchedPlaces: latest.namedPlaces.map((place) => hiddenPlace(place, reason)) };
}

async function unmatchedIn(
  paths: readonly string[],
  request: SightRequest,
  observers: Observers,
): Promise<readonly UnmatchedPlace[]> {
  const open = placesWithout(request.latest.namedPlaces, paths);
  const before = open.length === 0 ? undefined : await pathsBefore(request, observers);
  if (before === undefined) return open.map((place) => unmatchedPlace(place, paths));
  if (!before.known) return open.map((place) => hiddenPlace(place, before.reason));
  const gone = new Set(placesWithout(open, before.value));
  const nowhere = [...gone].map((place) => unmatchedPlace(place, paths));
  const wereThere = open.filter((place) => !gone.has(place));
  return [...nowhere, ...(await leftOutOnDisk(wereThere, request, observers))];
}

async function pathsBefore(
  { head, base }: SightRequest,
  { git }: Observers,
): Promise<Known<readonly string[]> | undefined> {
  const commit = base ?? (head === 'worktree' ? 'HEAD' : undefined);
  if (git === undefined || commit === undefined || !(await git.resolve(commit)).known) return undefined;
  return git.listAt(commit, ['']);
}

/** What a sparse checkout leaves out lies in the commit, is not on disk, and nobody deleted it. */
async function leftOutOnDisk(
  places: readonly NamedPlace[],
  { head }: SightRequest,
  { git }: Observers,
): Promise<readonly UnmatchedPlace[]> {
  if (places.length === 0 || head !== 'worktree' || git === undefined) return [];
  const [committed, changes] = await Promise.all([
    git.listAt('HEAD', ['']),
    git.changes({ from: 'HEAD', to: 'worktree' }),
  ]);
  if (!committed.known || !changes.known) return [];
  const deleted = new Set(changes.value.map(({ path }) => path));
  const hidden = committed.value.filter((path) => !deleted.has(path));
  const shown = new Set(placesWithout(places, hidden));
  return places.filter((place) => !shown.has(place)).map((place) => hiddenPlace(place, IN_SPARSE_CHECKOUT));
}

const IN_SPARSE_CHECKOUT = 'the sparse checkout leaves it out';

async function toolsIn(
  paths: readonly string[],
  { policy, head }: { readonly policy: Policy; readonly head: string },
  observers: Observers,
): Promise<readonly SeenTool[]> {
  const contents = await readerAt(head, observers)(filesOfTools(paths));
  const texts = new Map<string, string>();
  for (const [path, content] of contents) {
    if (content.known && content.value.kind === 'text') texts.set(path, content.value.text);
  }
  return seenTools(policy, { paths, texts });
}

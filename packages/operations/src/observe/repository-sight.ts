import type { Known, Observations, Policy } from '@lockkeeper/policy-core';
import { searchTools, unmatchedPlaces } from '@lockkeeper/policy-core/observe';

import type { Observers } from '../ports/index.ts';
import { listAt } from './list-at.ts';
import { readerAt } from './reader-at.ts';

interface PlacesRequest {
  readonly head: string;
  /** Where the change starts; `undefined`: none is judged. */
  readonly base: string | undefined;
  /** The policy as the head has it: a change that mends a place is not held to what stood there before. */
  readonly latest: Policy;
}

/** What the policy names and is not there, and what is there and nothing judges. */
export async function observeRepository(
  policy: Policy,
  request: PlacesRequest,
  observers: Observers,
): Promise<Pick<Observations, 'unmatchedPlaces' | 'unsupported'>> {
  const now = await listAt(request.head, [''], observers);
  const [places, unsupported] = await Promise.all([
    unmatchedIn(now, request, observers),
    now.known ? toolsIn(now.value, { policy, head: request.head }, observers) : [],
  ]);
  return { unmatchedPlaces: places, unsupported };
}

/** What was before is asked only where something is not there now. */
async function unmatchedIn(
  now: Known<readonly string[]>,
  request: PlacesRequest,
  observers: Observers,
): Promise<NonNullable<Observations['unmatchedPlaces']>> {
  const { latest } = request;
  const open = unmatchedPlaces(latest, { now });
  if (open.length === 0 || !now.known) return open;
  const [before, leftOut] = await Promise.all([
    pathsBefore(request, observers),
    pathsLeftOut(now.value, request, observers),
  ]);
  return unmatchedPlaces(latest, { now, before, leftOut });
}

async function pathsBefore(
  { head, base }: PlacesRequest,
  { git }: Observers,
): Promise<Known<readonly string[]> | undefined> {
  const commit = base ?? (head === 'worktree' ? 'HEAD' : undefined);
  if (git === undefined || commit === undefined || !(await git.resolve(commit)).known) return undefined;
  return git.listAt(commit, ['']);
}

/** What a sparse checkout leaves out lies in the commit and not on disk, and nobody deleted it. */
async function pathsLeftOut(
  now: readonly string[],
  { head }: PlacesRequest,
  { git }: Observers,
): Promise<readonly string[]> {
  if (head !== 'worktree' || git === undefined || !(await git.resolve('HEAD')).known) return [];
  const [committed, changes] = await Promise.all([
    git.listAt('HEAD', ['']),
    git.changes({ from: 'HEAD', to: 'worktree' }),
  ]);
  if (!committed.known || !changes.known) return [];
  const shown = new Set([...now, ...changes.value.map(({ path }) => path)]);
  return committed.value.filter((path) => !shown.has(path));
}

async function toolsIn(
  paths: readonly string[],
  { policy, head }: { readonly policy: Policy; readonly head: string },
  observers: Observers,
): Promise<NonNullable<Observations['unsupported']>> {
  const { reads, tools } = searchTools(policy, paths);
  const texts = new Map<string, string>();
  for (const [path, content] of await readerAt(head, observers)(reads)) {
    if (content.known && content.value.kind === 'text') texts.set(path, content.value.text);
  }
  return tools(texts);
}

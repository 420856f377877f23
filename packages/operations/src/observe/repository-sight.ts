import { observed, type Known, type Observations, type Policy } from '@lockkeeper/policy-core';
import {
  searchTools,
  unmatchedPlaces,
  type Change,
  type ChangeEntry,
  type SeenPaths,
} from '@lockkeeper/policy-core/observe';

import type { Observers } from '../ports/index.ts';
import { listAt } from './list-at.ts';
import { readerAt } from './reader-at.ts';

interface PlacesRequest {
  readonly head: string;
  /** What leads to the head; not known where none is judged. */
  readonly change: Known<Change>;
  /** The policy as the head has it: a change that mends a place is not held to what stood there before. */
  readonly latest: Policy;
}

/** What the policy names and is not there, and what is there and nothing judges. */
export async function observeRepository(
  policy: Policy,
  request: PlacesRequest,
  observers: Observers,
): Promise<Pick<Observations, 'unmatchedPlaces' | 'unsupported'>> {
  const seen = await pathsSeen(request, observers);
  const { now } = seen;
  return {
    unmatchedPlaces: unmatchedPlaces(request.latest, seen),
    unsupported: now.known ? await toolsIn(now.value, { policy, head: request.head }, observers) : [],
  };
}

async function pathsSeen({ head, change }: PlacesRequest, observers: Observers): Promise<SeenPaths> {
  const { git } = observers;
  const changed = change.known && change.value.isWhole ? change.value.entries : undefined;
  const before = changed && observed(changed.filter(wasThere).map(({ path }) => path));
  if (head !== 'worktree' || git === undefined) return { now: await listAt(head, [''], observers), before };
  const tracked = await git.tracked();
  if (!tracked.known) return { now: tracked, before };
  const { paths, leftOut } = tracked.value;
  if (changed === undefined)
    return { now: await listAt(head, [''], observers), before: observed(paths), leftOut };
  return { now: observed(withChange(paths, changed)), before, leftOut };
}

/** The index tells of no file that git does not know yet, and still of those that were deleted on disk alone. */
function withChange(paths: readonly string[], changed: readonly ChangeEntry[]): readonly string[] {
  const gone = new Set(changed.filter(({ status }) => status === 'deleted').map(({ path }) => path));
  const added = changed.filter(({ status }) => status === 'added').map(({ path }) => path);
  const kept = gone.size === 0 ? paths : paths.filter((path) => !gone.has(path));
  return [...new Set([...kept, ...added])];
}

function wasThere({ status }: ChangeEntry): boolean {
  return status !== 'added';
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

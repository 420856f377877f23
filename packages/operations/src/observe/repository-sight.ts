import { observed, type Known, type Observations, type Policy } from '@lockkeeper/policy-core';
import { searchTools, unmatchedPlaces, type Change, type ChangeEntry } from '@lockkeeper/policy-core/observe';

import type { Git, Observers } from '../ports/index.ts';
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
  const [seen, branches] = await Promise.all([
    pathsSeen(request, observers),
    branchesSeen(request.latest, observers),
  ]);
  const { now } = seen;
  return {
    unmatchedPlaces: unmatchedPlaces(request.latest, { ...seen, branches }),
    ...(now.known && { unsupported: await toolsIn(now.value, { policy, head: request.head }, observers) }),
  };
}

/** Few policies name a branch that has to be there: git is asked for those alone. */
async function branchesSeen(latest: Policy, { git }: Observers): Promise<readonly string[] | undefined> {
  const withoutAny = unmatchedPlaces(latest, { now: observed([]), branches: [] });
  if (git === undefined || !withoutAny.some(({ section }) => section === 'branches')) return undefined;
  const branches = await git.allBranches();
  return branches.known ? branches.value : undefined;
}

async function pathsSeen({ head, change, latest }: PlacesRequest, observers: Observers) {
  const { git } = observers;
  const changed = change.known && change.value.isWhole ? change.value.entries : undefined;
  if (head === 'worktree' && git !== undefined)
    return changed === undefined ? seenOnDisk(latest, git, observers) : seenWithChange(changed, git);
  const before = changed && observed(changed.filter(wasThere).map(({ path }) => path));
  return { now: await listAt(head, [''], observers), before };
}

async function seenOnDisk(latest: Policy, git: Git, observers: Observers) {
  const now = await listAt('worktree', [''], observers);
  // Only of what is not on disk it matters whether git looks after it.
  if (!now.known || unmatchedPlaces(latest, { now }).length === 0) return { now };
  const tracked = await git.tracked();
  if (!tracked.known) return { now: tracked };
  return { now, before: observed(tracked.value.paths), leftOut: tracked.value.leftOut };
}

async function seenWithChange(changed: readonly ChangeEntry[], git: Git) {
  const before = observed(changed.filter(wasThere).map(({ path }) => path));
  const tracked = await git.tracked();
  if (!tracked.known) return { now: tracked, before };
  const { paths, leftOut } = tracked.value;
  return { now: observed(withChange(paths, changed)), before, leftOut };
}

/** The index tells of no file that git does not know yet, and still of those that were deleted on disk alone. */
function withChange(paths: readonly string[], changed: readonly ChangeEntry[]): readonly string[] {
  const pathsOf = (status: ChangeEntry['status']) =>
    changed.filter((entry) => entry.status === status).map(({ path }) => path);
  const added = pathsOf('added');
  const others = new Set([...added, ...pathsOf('deleted')]);
  return [...paths.filter((path) => !others.has(path)), ...added];
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

import type { Git } from '@lockkeeper/operations/ports';

import type { EventFacts } from './event-payload.ts';

/** Where the change of an event starts; `undefined` when all that is there is new. */
export async function baseOfEvent(event: EventFacts, git: Git | undefined): Promise<string | undefined> {
  if (event.bases.length === 0) return baseOfNewBranch(event, git);
  return (await baseThatMovedOn(event, git)) ?? firstKnownCommit(event.bases, git);
}

/**
 * An event tells the base as it was when the branch was pushed, and a run may start long after. The policy
 * that was merged meanwhile judges what is merged next.
 */
async function baseThatMovedOn(
  { about, bases: [told, branch], head }: EventFacts,
  git: Git | undefined,
): Promise<string | undefined> {
  if (about.kind === 'push' || git === undefined || told === undefined || branch === undefined)
    return undefined;
  if (!(await git.resolve(branch)).known) return undefined;
  const [base, judged] = await Promise.all([git.relation(told, branch), git.relation(head, branch)]);
  // Once the branch has all that is judged, nothing would be left to compare.
  const isMerged = judged.known && judged.value === 'ancestor';
  return base.known && base.value === 'ancestor' && !isMerged ? branch : undefined;
}

/** A new branch starts at the default branch; the first push of the default branch itself is all new. */
async function baseOfNewBranch({ about }: EventFacts, git: Git | undefined): Promise<string | undefined> {
  if (git === undefined || (about.kind === 'push' && about.isOnDefaultBranch)) return undefined;
  const target = await git.defaultBranch();
  return target.known ? target.value : undefined;
}

/** The first name git knows; where it knows none, the first, so that the message names it. */
export async function firstKnownCommit(
  names: readonly string[],
  git: Git | undefined,
): Promise<string | undefined> {
  for (const name of names) {
    if (git !== undefined && (await git.resolve(name)).known) return name;
  }
  return names[0];
}

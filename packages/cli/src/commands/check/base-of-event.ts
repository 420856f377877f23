import type { Git } from '@lockkeeper/operations/ports';

import type { EventFacts } from './event-payload.ts';

/** Where the change of an event starts; `undefined` when all that is there is new. */
export async function baseOfEvent(event: EventFacts, git: Git | undefined): Promise<string | undefined> {
  if (event.bases.length === 0) return baseOfNewBranch(event, git);
  const other =
    git && (event.about.kind === 'push' ? await unjudgedBefore(event, git) : await baseByNow(event, git));
  return other ?? firstKnownCommit(event.bases, git);
}

/**
 * An event tells the base as it was when the branch was pushed, and a run may start long after. The policy
 * that was merged meanwhile judges what is merged next. After another base was asked for, the event may still tell
 * a commit of the one before, which anybody may have made; a queue tells commits that are not merged yet.
 */
async function baseByNow(
  { about, bases: [told, branch], head }: EventFacts,
  git: Git,
): Promise<string | undefined> {
  if (told === undefined || branch === undefined || !(await git.resolve(branch)).known) return undefined;
  const [base, judged] = await Promise.all([git.relation(told, branch), git.relation(head, branch)]);
  // Once the branch has all that is judged, nothing would be left to compare.
  if (judged.known && judged.value === 'ancestor') return undefined;
  const isOfBranch = base.known && base.value === 'ancestor';
  return isOfBranch || about.kind === 'pull-request' ? branch : undefined;
}

/**
 * Where an event does not name the default branch, what was there before a push has been judged only if the
 * default branch has it.
 */
async function unjudgedBefore(
  { bases: [before], defaultBranch }: EventFacts,
  git: Git,
): Promise<string | undefined> {
  if (before === undefined || defaultBranch !== undefined) return undefined;
  const byDefault = await git.defaultBranch();
  if (!byDefault.known) return undefined;
  const relation = await git.relation(before, byDefault.value);
  return relation.known && relation.value === 'ancestor' ? undefined : byDefault.value;
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

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { Account } from '@lockkeeper/policy-core/observe';

import type { Activity } from './activity.ts';

/**
 * Everybody who pushed to a branch since it was made, from entries that come newest first and begin with
 * the head that is judged. A branch of the same name that was there before brought nothing of this one.
 */
export function pushersIn(entries: readonly Activity[], number: number): Known<readonly Account[]> {
  const made = entries.findIndex(isCreation);
  if (made === -1 && entries.length >= MOST_PUSHES)
    return unobserved(`the branch of #${number} was pushed to more than ${MOST_PUSHES} times`);
  const pushers = new Map<number | null, Account>();
  for (const { actor } of made === -1 ? entries : entries.slice(0, made + 1)) {
    if (actor === null || actor === undefined)
      return unobserved(`an account that pushed to the branch of #${number} is gone`);
    pushers.set(actor.id, actor);
  }
  return observed([...pushers.values()]);
}

/** Whether older entries could name nobody else, or are too many to read. */
export function isEnoughForPushers(entries: readonly Activity[]): boolean {
  return entries.length >= MOST_PUSHES || entries.some(isCreation);
}

/** Ten pages: a branch that lives on beside main may have a record of years. */
const MOST_PUSHES = 1000;

function isCreation({ activity_type: kind }: Activity): boolean {
  return kind === 'branch_creation';
}

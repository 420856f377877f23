import { does } from '../migrations/does.ts';
import { lockText, whoWaits, type LockMode } from '../migrations/lock-mode.ts';
import { shownTable } from '../migrations/shown-name.ts';
import type { RelationEffect, Work } from './step-effects.ts';

/**
 * `takes SHARE on orders and builds an index over its rows; writers wait`, or `may take`, for a step that may not run:
 * reads well after "This".
 */
export function effectText(
  { relation, lock, work }: RelationEffect,
  step: { readonly isCertain: boolean },
): string {
  const waits = waitText(lock);
  const takes = does(step, 'take');
  return `${takes} ${lockText(lock)} on ${shownTable(relation)}${WORK_WORDS[work]}${waits === undefined ? '' : `; ${waits}`}`;
}

/** Who waits until the transaction ends; `undefined`: nobody who reads or writes rows. */
export function waitText(lock: LockMode): string | undefined {
  switch (whoWaits(lock)) {
    case 'readers-and-writers':
      return 'readers and writers wait';
    case 'writers':
      return 'writers wait';
    case 'nobody':
      return undefined;
  }
}

const WORK_WORDS: Readonly<Record<Work, string>> = {
  catalog: '',
  emptied: ' and empties it',
  rows: '',
  unknown: ' and may write every row again',
  scan: ' and reads every row',
  index: ' and builds an index over its rows',
  rewrite: ' and writes every row again',
};

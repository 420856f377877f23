import { alsoDoes, verbForm } from '../analysis/verb-form.ts';
import { lockText, whoWaits, type LockMode } from '../operations/lock-mode.ts';
import { formatTable } from '../operations/format-name.ts';
import type { JudgedEffects } from './judged-effects.ts';
import { lockInForce, type LockInForce } from './lock-in-force.ts';
import type { RelationEffect, Work } from './step-effects.ts';

/**
 * `takes SHARE on orders and builds an index over its rows; writers wait`, or `may take ... and build` for a step that may
 * not run: reads well after "This".
 */
export function effectText(effect: RelationEffect, step: { readonly isCertain: boolean }): string {
  return lockedText(effect, { lock: effect.lock, isEarlier: false }, step);
}

/** The same with the lock that is in force: `holds ACCESS EXCLUSIVE on orders and builds ...` where it is an earlier one. */
export function effectTextInForce(
  judged: JudgedEffects,
  effect: RelationEffect,
  step: { readonly isCertain: boolean } = judged.step,
): string {
  return lockedText(effect, lockInForce(judged, effect), step);
}

function lockedText(
  { relation, work }: RelationEffect,
  { lock, isEarlier }: LockInForce,
  step: { readonly isCertain: boolean },
): string {
  const waits = waitText(lock);
  const takes = verbForm(step, isEarlier ? 'hold' : 'take');
  return `${takes} ${lockText(lock)} on ${formatTable(relation)}${workText(work, step)}${waits === undefined ? '' : `; ${waits}`}`;
}

/** Who waits until the transaction ends, or may wait; `undefined`: nobody who reads or writes rows. */
export function waitText(lock: LockMode, { isCertain } = { isCertain: true }): string | undefined {
  const wait = isCertain ? 'wait' : 'may wait';
  switch (whoWaits(lock)) {
    case 'readers-and-writers':
      return `readers and writers ${wait}`;
    case 'writers':
      return `writers ${wait}`;
    case 'nobody':
      return undefined;
  }
}

function workText(work: Work, step: { readonly isCertain: boolean }): string {
  const words = WORK_WORDS[work];
  if (words === undefined) return '';
  // Where nobody knows the work, it may not be done by a step that surely runs.
  const verb =
    work === 'unknown' && step.isCertain
      ? verbForm({ isCertain: false }, words.verb)
      : alsoDoes(step, words.verb);
  return ` and ${verb} ${words.what}`;
}

const WORK_WORDS: Readonly<Partial<Record<Work, { readonly verb: string; readonly what: string }>>> = {
  emptied: { verb: 'empty', what: 'it' },
  unknown: { verb: 'write', what: 'every row again' },
  sample: { verb: 'sample', what: 'its rows' },
  scan: { verb: 'read', what: 'every row' },
  index: { verb: 'build', what: 'an index over its rows' },
  rewrite: { verb: 'write', what: 'every row again' },
};

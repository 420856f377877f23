import type { RelatedPlace } from '../finding.ts';
import { isNewTable, type JudgedStep } from '../migrations/judged-steps.ts';
import { lockText, whoWaits, type LockMode } from '../migrations/lock-mode.ts';
import { tableKey } from '../migrations/name.ts';
import { shownTable } from '../migrations/shown-name.ts';
import type { JudgedEffects } from './judged-effects.ts';
import type { HeldLock } from './transaction-state.ts';

/**
 * Locks that the transaction holds when the step begins, on relations that were there before the migration, and that
 * keep readers or writers waiting. What the transaction has dropped is left out: nobody is to use it any more.
 */
export function blockingLocks({ step, transaction }: JudgedEffects): readonly HeldLock[] {
  if (transaction.isInside === false) return [];
  return [...transaction.held.values()].filter(
    (held) =>
      blocks(held.lock) && !isNewTable({ ...step, index: held.since }, held.relation) && !isGone(step, held),
  );
}

/** Whether somebody who reads or writes rows waits for it. */
export function blocks(lock: LockMode): boolean {
  return whoWaits(lock) !== 'nobody';
}

function isGone({ upgrade }: JudgedStep, { relation, since }: HeldLock): boolean {
  const taker = upgrade.steps[since];
  if (taker?.kind !== 'operation') return false;
  const { operation } = taker;
  if (operation.kind === 'drop-table') return tableKey(operation.table) === tableKey(relation);
  return operation.kind === 'drop-object' && operation.on === undefined;
}

/** Where it was taken. */
export function takenAt(
  { upgrade }: JudgedStep,
  { relation, lock, since }: HeldLock,
): readonly RelatedPlace[] {
  const taker = upgrade.steps[since];
  if (taker === undefined) return [];
  return [
    {
      message: `This takes ${lockText(lock)} on ${shownTable(relation)}, and holds it until the transaction ends.`,
      at: upgrade.span(taker),
    },
  ];
}

/** Whether it surely runs in the transaction that surely holds the lock. */
export function isSurelyHeld({ step, transaction }: JudgedEffects, { since }: HeldLock): boolean {
  const taker = step.upgrade.steps[since];
  return step.isCertain && transaction.isInside === true && taker?.kind === 'operation' && taker.isCertain;
}

import type { RelatedPlace } from '../../model/finding.ts';
import type { MigrationStep } from '../analysis/judged-upgrade.ts';
import { lockText, whoWaits, type LockMode } from '../operations/lock-mode.ts';
import { formatTable } from '../operations/format-name.ts';
import { holdsAny, locksHeld, type HeldLock } from './held-locks.ts';
import type { JudgedEffects } from './judged-effects.ts';

/** Locks that the transaction holds when the step begins, and that keep readers or writers waiting. */
export function* blockingLocks({ transaction }: Pick<JudgedEffects, 'transaction'>): Iterable<HeldLock> {
  for (const held of locksHeld(transaction.held).values()) if (blocks(held.lock)) yield held;
}

/** The first of them that is meant, of one mode or any: a transaction may hold thousands. */
export function blockingLock(
  judged: Pick<JudgedEffects, 'transaction'>,
  isMeant: (held: HeldLock) => boolean = () => true,
  mode?: LockMode,
): HeldLock | undefined {
  if (mode !== undefined && !holdsAny(judged.transaction.held, mode)) return undefined;
  for (const held of blockingLocks(judged))
    if ((mode === undefined || held.lock === mode) && isMeant(held)) return held;
  return undefined;
}

/** Whether somebody who reads or writes rows waits for it. */
export function blocks(lock: LockMode): boolean {
  return whoWaits(lock) !== 'nobody';
}

/** Where it was taken. */
export function takenAt(
  { upgrade }: MigrationStep,
  { relation, lock, since }: HeldLock,
): readonly RelatedPlace[] {
  const taker = upgrade.steps[since];
  if (taker === undefined) return [];
  return [
    {
      message: `This takes ${lockText(lock)} on ${formatTable(relation)}, and holds it until the transaction ends.`,
      at: upgrade.span(taker),
    },
  ];
}

/** Whether it surely runs in the transaction that surely holds the lock. */
export function isSurelyHeld({ step, transaction }: JudgedEffects, { since }: HeldLock): boolean {
  const taker = step.upgrade.steps[since];
  return step.isCertain && transaction.isInside === true && taker?.kind === 'operation' && taker.isCertain;
}

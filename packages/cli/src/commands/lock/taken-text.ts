import type { TakeOutcome } from '@lockkeeper/operations';
import { displayText } from '@lockkeeper/policy-core';
import { lockNameText, type LockHolding, type LockName } from '@lockkeeper/policy-core/deployment/lock';

/** For people: that a lock is theirs. */
export function takenText(
  locked: LockName,
  { holding, from }: Extract<TakeOutcome, { kind: 'taken' }>,
): string {
  return [
    `${lockNameText(locked)} is yours until ${holding.expires_at}, with number ${holding.token}.`,
    ...(from === undefined ? [] : [takenOverText(from)]),
    '',
  ].join('\n');
}

export function takenOverText({ holder, expires_at: end }: LockHolding): string {
  return `${displayText(holder)} had it until ${end} and did not give it back. Make sure that nothing of theirs still runs.`;
}

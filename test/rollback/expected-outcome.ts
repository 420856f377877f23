import { expect } from 'vitest';

import type { RolledBack } from './rollback-world.ts';
import type { Situation } from './situations.ts';

/** The verdict is what it has to be, and what was done by it left a service that runs, with all its rows. */
export function expectOutcome(situation: Situation, { decision, boot, lost }: RolledBack): void {
  const { verdict, reasons, unconfirmed = [], lost: told = [] } = situation;
  expect({
    verdict: decision.verdict,
    reasons: [...new Set(decision.reasons.map(({ id }) => id))],
    unconfirmed: decision.unconfirmed,
  }).toEqual({ verdict, reasons, unconfirmed });
  expect(lost).toEqual(told);
  const isDone = verdict !== 'refused' && unconfirmed.length === 0;
  expect(boot).toEqual(isDone ? { isReady: true, said: 'ready' } : undefined);
  if (lost.length > 0) expect(decision.database.losses).not.toEqual([]);
}

import { expect } from 'vitest';

import { runAnswer } from '../../packages/cli/src/commands/release/answer/run-answer.ts';
import { publishedAnswer } from '../deploy/published-answer.ts';
import type { RolledBack } from './rollback-world.ts';
import type { Situation } from './situations.ts';

/** The verdict is what it has to be, and what was done by it left a service that runs, with all its rows. */
export function expectOutcome(situation: Situation, { decision, meanwhile, boot, lost }: RolledBack): void {
  const { verdict, reasons, unconfirmed = [], lost: told = [] } = situation;
  expect({
    verdict: decision.verdict,
    reasons: [...new Set(decision.reasons.map(({ id }) => id))],
    unconfirmed: decision.unconfirmed,
  }).toEqual({ verdict, reasons, unconfirmed });
  expect(lost).toEqual(told);
  expect(decision.bridge !== null).toBe(situation.between?.isBridge === true);
  expect(meanwhile.every(({ isReady }) => isReady)).toBe(true);
  const isDone = verdict !== 'refused' && unconfirmed.length === 0;
  expect(boot).toEqual(isDone ? { isReady: true, said: 'ready' } : undefined);
  if (lost.length > 0) expect(decision.database.losses).not.toEqual([]);
  const answer = runAnswer({ verdict: 'refused', refusals: decision.reasons, decision });
  expect(publishedAnswer(JSON.stringify(answer))).toEqual(answer);
}

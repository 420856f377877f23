import { describe, expect, test } from 'vitest';

import { endedIfOverdue } from './overdue-run.ts';
import { BEGUN, type RunState } from './run-machine.ts';

const AT = '2026-11-20T12:00:00.000Z';
const DAY = { expiresMs: 86_400_000 };
const NEXT_YEAR = '2027-11-21T12:00:00.000Z';

function stateAt(now: string, state: RunState = BEGUN): RunState {
  return endedIfOverdue({ state, at: AT }, DAY, now).state;
}

describe('a run that waits', () => {
  test('is over once it has waited for as long as an approval counts', () => {
    expect(stateAt('2026-11-21T11:59:59.999Z')).toEqual(BEGUN);
    for (const now of ['2026-11-21T12:00:00.000Z', NEXT_YEAR])
      expect(stateAt(now)).toMatchObject({ kind: 'ended', outcome: 'expired' });
  });

  test('waits on where nobody has to approve it', () => {
    expect(endedIfOverdue({ state: BEGUN, at: AT }, undefined, NEXT_YEAR).state).toEqual(BEGUN);
  });

  test('is over by that only as long as it waits: what has begun to act goes on', () => {
    const acting = { kind: 'acting', way: 'there', at: 0, failure: undefined } as const;
    const done = { kind: 'ended', outcome: 'done', failure: undefined } as const;
    for (const state of [acting, done]) expect(stateAt(NEXT_YEAR, state)).toEqual(state);
  });
});

import { releaseLock, renewLock, type LockPlace, type TakeOutcome } from '@lockkeeper/operations';
import { displayText } from '@lockkeeper/policy-core';
import { readLock, type LockHolding, type LockName } from '@lockkeeper/policy-core/deployment/lock';

import type { Hold } from '@lockkeeper/operations';
import { lockErrorReason } from '../../locks/lock-registry.ts';
import { takenOverText } from './taken-text.ts';

/** A lock in a git ref or a folder. It is over by itself unless its holder moves its end on. */
export function registerHold(
  place: LockPlace,
  {
    locked,
    taken: { holding, from },
    forMs,
    askedMs,
  }: {
    readonly locked: LockName;
    readonly taken: Extract<TakeOutcome, { kind: 'taken' }>;
    readonly forMs: number;
    /** When it was asked for, by our clock. */
    readonly askedMs: number;
  },
): Hold {
  let last: LockHolding = holding;
  return {
    locked,
    token: holding.token,
    notes: from === undefined ? [] : [takenOverText(from)],
    held: { untilMs: askedMs + forMs, everyMs: Math.ceil(forMs / SIGNS) },
    gone: new Promise(() => undefined),
    beat: async () => {
      // By our own clock from before the question: the one that others go by may be another.
      const asked = Date.now();
      try {
        const renewed = await renewLock(place, holding, forMs);
        if (renewed === undefined) return { kind: 'lost', why: await whoseItIs(place) };
        last = renewed;
        return { kind: 'held', untilMs: asked + forMs };
      } catch (error) {
        return { kind: 'unseen', why: `its place could not be reached: ${clauseOf(error)}` };
      }
    },
    giveBack: async () => {
      try {
        const released = await releaseLock(place, holding);
        if (released.kind === 'released') return { kind: 'free' };
        return { kind: 'lost', why: await whoseItIs(place) };
      } catch (error) {
        return { kind: 'kept', why: `${lockErrorReason(error)} It is over by itself at ${last.expires_at}.` };
      }
    },
  };
}

/** Signs of life there are time for before the end: one that is not heard is no harm. */
const SIGNS = 3;

async function whoseItIs({ register }: LockPlace): Promise<string> {
  const state = await register.read().then(
    ({ text }) => readLock(text),
    () => undefined,
  );
  if (state?.kind === 'held')
    return `${displayText(state.holding.holder)} has it since ${state.holding.taken_at}`;
  return state?.kind === 'free' ? 'somebody gave it back' : 'nobody knows whose it is';
}

function clauseOf(error: unknown): string {
  return lockErrorReason(error).replace(/\.$/, '');
}

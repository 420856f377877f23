import {
  decideRenew,
  decideTake,
  freeText,
  heldText,
  mayRelease,
  readLock,
  type LockHolding,
  type LockState,
} from '@lockkeeper/policy-core/deployment/lock';

import type { LockClock, Register } from '../ports/index.ts';

type LockRequest = Parameters<typeof decideTake>[1];
type OwnLock = Parameters<typeof mayRelease>[1];

/** The lock of one environment and service, wherever it lies. */
export interface LockPlace {
  readonly register: Register;
  readonly clock: LockClock;
}

export type TakeOutcome =
  /** `from`: whose time was over. */
  | { readonly kind: 'taken'; readonly holding: LockHolding; readonly from: LockHolding | undefined }
  | { readonly kind: 'held'; readonly holding: LockHolding }
  /** What the register holds was not written by us: who wrote it may be at work. */
  | { readonly kind: 'unreadable' };

/** Takes the lock where it is free or its time is over. Of those who try at once, one gets it. */
export async function takeLock({ register, clock }: LockPlace, request: LockRequest): Promise<TakeOutcome> {
  for (;;) {
    const seen = await register.read();
    const decision = decideTake(readLock(seen.text), request, {
      now: clock.now(),
      leewayMs: clock.leewayMs,
    });
    if (decision.kind === 'have') return { kind: 'taken', holding: decision.holding, from: undefined };
    if (decision.kind !== 'take') return decision;
    const { holding, from } = decision;
    if ((await register.swap(seen, heldText(holding))) !== undefined) return { kind: 'taken', holding, from };
  }
}

/** Moves the end of a lock on; `undefined` where it is lost: whatever it was for must stop. */
export async function renewLock(
  { register, clock }: LockPlace,
  own: OwnLock,
  forMs: number,
): Promise<LockHolding | undefined> {
  for (;;) {
    const seen = await register.read();
    const holding = decideRenew(readLock(seen.text), own, { now: clock.now(), forMs });
    if (holding === undefined) return undefined;
    if ((await register.swap(seen, heldText(holding))) !== undefined) return holding;
  }
}

export type ReleaseOutcome =
  | { readonly kind: 'released'; readonly holding: LockHolding }
  | { readonly kind: 'free' }
  /** Somebody else has it by now. */
  | { readonly kind: 'held'; readonly holding: LockHolding }
  | { readonly kind: 'unreadable' };

/** Gives the lock back. With `anybody` also that of somebody else, which a person has to answer for. */
export async function releaseLock(
  { register }: LockPlace,
  own: OwnLock | 'anybody',
): Promise<ReleaseOutcome> {
  for (;;) {
    const seen = await register.read();
    const state: LockState = readLock(seen.text);
    if (state.kind !== 'held') return state.kind === 'free' ? { kind: 'free' } : state;
    const { holding } = state;
    if (own !== 'anybody' && !mayRelease(state, own)) return { kind: 'held', holding };
    if ((await register.swap(seen, freeText(holding))) !== undefined) return { kind: 'released', holding };
  }
}

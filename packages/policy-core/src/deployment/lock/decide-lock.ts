import type { LockHolding, LockState } from './environment-lock.ts';

/** Who wants the lock, and why. */
export interface LockRequest {
  readonly nonce: string;
  readonly holder: string;
  readonly reason: string;
  readonly run_url: string | null;
  readonly forMs: number;
  /** A token that something was done under already: the new one is greater, even where the register has forgotten it. */
  readonly after?: number | undefined;
}

export type TakeDecision =
  /** Write this down, provided that the register still says what was read. */
  | { readonly kind: 'take'; readonly holding: LockHolding; readonly from: LockHolding | undefined }
  /** The request was granted before, and its answer was lost. */
  | { readonly kind: 'have'; readonly holding: LockHolding }
  | { readonly kind: 'held'; readonly holding: LockHolding }
  | { readonly kind: 'unreadable' };

/** By what it is told whether a lock is over. */
export interface LockTime {
  /** UTC. */
  readonly now: string;
  /** The clock of who took it may differ from this one by so much: an expired lock is left alone for so long. */
  readonly leewayMs: number;
}

export function decideTake(
  state: LockState,
  request: LockRequest,
  { now, leewayMs }: LockTime,
): TakeDecision {
  if (state.kind === 'unreadable') return state;
  if (state.kind === 'free')
    return { kind: 'take', holding: holdingOf(request, state.token, now), from: undefined };
  const { holding } = state;
  if (holding.nonce === request.nonce) return { kind: 'have', holding };
  if (!isOver(holding, { now, leewayMs })) return { kind: 'held', holding };
  return { kind: 'take', holding: holdingOf(request, holding.token, now), from: holding };
}

function holdingOf({ forMs, after = 0, ...request }: LockRequest, last: number, now: string): LockHolding {
  const token = Math.max(last, after) + 1;
  return { token, ...request, taken_at: now, expires_at: later(now, forMs) };
}

function isOver({ expires_at: until }: LockHolding, { now, leewayMs }: LockTime): boolean {
  return Date.parse(now) > Date.parse(until) + leewayMs;
}

/** A holding is the same as long as both its parts are: somebody else may have used its nonce. */
export type OwnLock = Pick<LockHolding, 'nonce' | 'token'>;

/** The holding with its end moved on; `undefined` where somebody else has the lock by now, or nobody. */
export function decideRenew(
  state: LockState,
  own: OwnLock,
  { now, forMs }: { readonly now: string; readonly forMs: number },
): LockHolding | undefined {
  if (state.kind !== 'held' || !isOwn(state.holding, own)) return undefined;
  return { ...state.holding, expires_at: later(now, forMs) };
}

/** Whether the lock may be given back by the one who thinks he has it. */
export function mayRelease(state: LockState, own: OwnLock): state is Extract<LockState, { kind: 'held' }> {
  return state.kind === 'held' && isOwn(state.holding, own);
}

function isOwn({ nonce, token }: LockHolding, own: OwnLock): boolean {
  return nonce === own.nonce && token === own.token;
}

function later(now: string, byMs: number): string {
  return new Date(Date.parse(now) + byMs).toISOString();
}

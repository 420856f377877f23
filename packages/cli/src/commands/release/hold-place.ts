import { systemTimer } from '@lockkeeper/host-node/read';
import { isHolderGone, newLockNonce } from '@lockkeeper/host-node/write';
import {
  keepHold,
  releaseLock,
  takeLock,
  type Hold,
  type LockPlace,
  type TakeOutcome,
} from '@lockkeeper/operations';
import { displayText } from '@lockkeeper/policy-core';
import { lockNameText, type LockHolding, type LockName } from '@lockkeeper/policy-core/deployment/lock';

import { CliError } from '../../errors/cli-error.ts';
import { lockHolder, workflowRunUrl } from '../../locks/lock-holder.ts';
import { reportingUnreachableLocks } from '../../locks/lock-registry.ts';
import type { World } from '../../world.ts';
import { registerHold } from '../lock/register-hold.ts';
import { UNREADABLE_LOCK } from '../lock/take-register.ts';
import { waitForLock } from '../lock/wait-for-lock.ts';
import type { ServiceAt } from './open-place.ts';

/** A lock that is ours for as long as something is done under it. */
export interface HeldPlace {
  readonly token: number;
  /** Why it is ours no more, as a clause; `undefined`: it is. */
  readonly lost: () => string | undefined;
  /** Aborted where it is lost, or where the user wants it to stop at once. */
  readonly signal: AbortSignal;
  /** Also aborted where the user wants it to stop: nothing more is begun, and what only looks ends. */
  readonly wanted: AbortSignal;
}

export interface HoldQuestion {
  readonly place: LockPlace;
  readonly at: ServiceAt;
  readonly reason: string;
  readonly forMs: number;
  /** How long to wait for whoever has it. */
  readonly waitMs: number;
  readonly interrupted: AbortSignal;
  readonly atOnce: AbortSignal;
  /** The latest token that the log has of the place. */
  readonly after: number | undefined;
}

export type Held<T> =
  | { readonly kind: 'ran'; readonly value: T }
  /** Somebody else has it. `why` is a sentence. */
  | { readonly kind: 'held'; readonly why: string };

/** Does something while the lock of a place is ours, keeps it meanwhile and gives it back whatever comes of it. */
export async function holdingPlace<T>(
  question: HoldQuestion,
  world: World,
  work: (held: HeldPlace) => Promise<T>,
): Promise<Held<T>> {
  const hold = await takenHold(question, world);
  if (typeof hold === 'string') return { kind: 'held', why: hold };
  const stop = new AbortController();
  let lost: string | undefined;
  const abort = () => stop.abort();
  const tell = () => world.stderr.write(STOPPING);
  const { interrupted, atOnce } = question;
  interrupted.addEventListener('abort', tell, { once: true });
  atOnce.addEventListener('abort', abort, { once: true });
  const wanted = AbortSignal.any([stop.signal, interrupted]);
  const value = work({ token: hold.token, lost: () => lost, signal: stop.signal, wanted });
  const kept = keepHold(hold, { over: value, timer: systemTimer() }).then((outcome) => {
    if (outcome.kind !== 'lost') return;
    lost = `the lock of ${lockNameText(hold.locked)} is lost: ${outcome.why}`;
    stop.abort();
  });
  try {
    return { kind: 'ran', value: await value };
  } finally {
    interrupted.removeEventListener('abort', tell);
    atOnce.removeEventListener('abort', abort);
    await kept;
    const given = await hold.giveBack();
    if (given.kind === 'kept') world.stderr.write(`The lock could not be given back. ${given.why}\n`);
  }
}

const STOPPING = 'It stops once this step has ended. Interrupt it again to stop at once.\n';

/** A sentence where somebody else has it. */
async function takenHold(
  { place, at, reason, forMs, waitMs, after }: HoldQuestion,
  world: World,
): Promise<Hold | string> {
  const request = {
    nonce: await newLockNonce(),
    holder: lockHolder(world, undefined),
    reason,
    run_url: workflowRunUrl(world),
    forMs,
    after,
  };
  const locked = { environment: at.environment.name, service: at.service.name };
  let askedMs = Date.now();
  let waitsFor: string | undefined;
  const ask = async (): Promise<TakeOutcome> => {
    const taken = await takeOrInherit();
    if (taken.kind === 'held' && waitMs > 0 && taken.holding.nonce !== waitsFor) {
      waitsFor = taken.holding.nonce;
      world.stderr.write(`${displayText(waitingText(locked, taken.holding))}\n`);
    }
    return taken;
  };
  const takeOrInherit = async (): Promise<TakeOutcome> => {
    askedMs = Date.now();
    const taken = await takeLock(place, request);
    // Whoever was killed on this machine gives it back by that, and nobody has to wait until it is over by itself.
    if (taken.kind !== 'held' || !(await isHolderGone(taken.holding.nonce))) return taken;
    await releaseLock(place, taken.holding);
    askedMs = Date.now();
    return await takeLock(place, request);
  };
  const taken = await reportingUnreachableLocks(async () => await waitForLock(ask, waitMs, world));
  if (taken.kind === 'unreadable') throw new CliError('not-judged', UNREADABLE_LOCK);
  if (taken.kind === 'taken') return registerHold(place, { locked, taken, forMs, askedMs });
  const { holder, taken_at: since, expires_at: until } = taken.holding;
  return `${lockNameText(locked)} is locked by ${holder} since ${since}, for ${taken.holding.reason} (R13). Wait until it is given back, at the latest ${until}.`;
}

/** For whom somebody waits: it may take long, and they may have to be asked. */
function waitingText(locked: LockName, { holder, taken_at: since, reason }: LockHolding): string {
  return `waiting for ${holder}, who has the lock of ${lockNameText(locked)} since ${since}, for ${reason}`;
}

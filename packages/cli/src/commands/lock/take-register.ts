import { randomUUID } from 'node:crypto';

import { takeLock, type LockPlace, type Taken } from '@lockkeeper/operations';
import type { LockName } from '@lockkeeper/policy-core';

import type { LockOptions } from './options.ts';
import { Stop } from '../../errors/stop.ts';
import type { World } from '../../world.ts';
import { holderIn, runUrlIn } from '../../locks/holder.ts';
import { locksAt, reaching } from '../../locks/lock-place.ts';
import { untilTaken } from './until-taken.ts';

export interface TakenRegister {
  readonly place: LockPlace;
  readonly taken: Exclude<Taken, { kind: 'unreadable' }>;
}

/** Takes a lock that lies in a git ref or a folder, or waits for it. */
export async function takeRegister(
  locked: LockName,
  options: LockOptions & { readonly for: number },
  world: World,
): Promise<TakenRegister> {
  const place = (await locksAt(options, world)).place(locked);
  const request = {
    nonce: randomUUID(),
    holder: holderIn(world, options.holder),
    reason: options.reason,
    run_url: runUrlIn(world),
    forMs: options.for,
  };
  const taken = await reaching(
    async () => await untilTaken(async () => await takeLock(place, request), options.wait, world),
  );
  if (taken.kind === 'unreadable') throw new Stop('not-judged', UNREADABLE);
  return { place, taken };
}

export const UNREADABLE =
  'The lock cannot be read: it was written by hand, or by a later version. Look who wrote it; nobody gets it until it is removed.';

import { randomUUID } from 'node:crypto';

import { takeLock, type LockPlace, type TakeOutcome } from '@lockkeeper/operations';
import type { LockName } from '@lockkeeper/policy-core/deployment/lock';

import type { LockOptions } from './options.ts';
import { CliError } from '../../errors/cli-error.ts';
import type { World } from '../../world.ts';
import { lockHolder, workflowRunUrl } from '../../locks/lock-holder.ts';
import { openLockRegistry, reportingUnreachableLocks } from '../../locks/lock-registry.ts';
import { waitForLock } from './wait-for-lock.ts';

export interface TakenRegister {
  readonly place: LockPlace;
  readonly taken: Exclude<TakeOutcome, { kind: 'unreadable' }>;
  /** When it was asked for, in milliseconds of `Date.now()`. */
  readonly askedMs: number;
}

/** Takes a lock that lies in a git ref or a folder, or waits for it. */
export async function takeRegister(
  locked: LockName,
  options: LockOptions & { readonly for: number },
  world: World,
): Promise<TakenRegister> {
  const place = (await openLockRegistry(options, world)).place(locked);
  const request = {
    nonce: randomUUID(),
    holder: lockHolder(world, options.holder),
    reason: options.reason,
    run_url: workflowRunUrl(world),
    forMs: options.for,
  };
  let askedMs = Date.now();
  const ask = async () => {
    askedMs = Date.now();
    return await takeLock(place, request);
  };
  const taken = await reportingUnreachableLocks(async () => await waitForLock(ask, options.wait, world));
  if (taken.kind === 'unreadable') throw new CliError('not-judged', UNREADABLE_LOCK);
  return { place, taken, askedMs };
}

export const UNREADABLE_LOCK =
  'The lock cannot be read: it was written by hand, or by a later version. Look who wrote it; nobody gets it until it is removed.';

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { takeLock, type LockPlace, type Taken } from '@lockkeeper/operations';
import { displayText, type LockHolding, type LockRequest } from '@lockkeeper/policy-core';

import { showProgress } from '../check/progress.ts';
import type { LockOptions } from '../commands/lock.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { Stop } from '../stop.ts';
import { orTellWhy } from '../tell-stop.ts';
import type { World } from '../world.ts';
import { holderIn, runUrlIn } from './holder.ts';
import { holdingJson, holdingText } from './holding-text.ts';
import { lockedText, locksAt, reaching, type Locked } from './lock-place.ts';

/** How often somebody who waits looks again, in milliseconds. */
const LOOK_AGAIN_MS = 2000;

/** `lockkeeper lock` */
export function runLock(environment: string, options: LockOptions, world: World): Promise<ExitCode> {
  return orTellWhy(options.format, world, async () => {
    const locked = { environment, service: options.service };
    const taken = await taking(locked, options, world);
    if (taken.kind === 'unreadable') throw new Stop('not-judged', UNREADABLE);
    const { kind, holding } = taken;
    world.stdout.write(
      options.format === 'json'
        ? holdingJson(locked, { ...holding, state: kind })
        : kind === 'taken'
          ? takenText(locked, taken)
          : `${holdingText(locked, holding)}Wait for it with --wait, or ask ${displayText(holding.holder)}.\n`,
    );
    return kind === 'taken' ? EXIT.ok : EXIT.lockHeld;
  });
}

export const UNREADABLE =
  'The lock cannot be read: it was written by hand, or by a later version. Look who wrote it; nobody gets it until it is removed.';

async function taking(locked: Locked, options: LockOptions, world: World): Promise<Taken> {
  if (options.reason.trim() === '') throw new Stop('usage', '--reason is empty. Say what the lock is for.');
  const locks = await locksAt(options, world);
  const request: LockRequest = {
    nonce: randomUUID(),
    holder: holderIn(world, options.holder),
    reason: options.reason,
    run_url: runUrlIn(world),
    forMs: options.for,
  };
  const hideProgress = showProgress('Waiting for the lock…', world.stderr);
  try {
    return await reaching(async () => await waitFor(locks.place(locked), request, options.wait));
  } finally {
    hideProgress();
  }
}

async function waitFor(place: LockPlace, request: LockRequest, waitMs: number): Promise<Taken> {
  const until = performance.now() + waitMs;
  for (;;) {
    const taken = await takeLock(place, request);
    const left = until - performance.now();
    if (taken.kind !== 'held' || left <= 0) return taken;
    await pause(Math.min(LOOK_AGAIN_MS, left));
  }
}

function takenText(locked: Locked, { holding, from }: Extract<Taken, { kind: 'taken' }>): string {
  const over: readonly LockHolding[] = from === undefined ? [] : [from];
  return [
    `${lockedText(locked)} is yours until ${holding.expires_at}, with number ${holding.token}.`,
    ...over.map(
      ({ holder, expires_at: end }) =>
        `${displayText(holder)} had it until ${end} and did not give it back. Make sure that nothing of theirs still runs.`,
    ),
    '',
  ].join('\n');
}

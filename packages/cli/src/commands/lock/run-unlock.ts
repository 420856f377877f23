import { releaseLock, type LockPlace, type ReleaseOutcome } from '@lockkeeper/operations';
import { displayText } from '@lockkeeper/policy-core';
import { lockNameText, readLock, type LockName } from '@lockkeeper/policy-core/deployment/lock';

import type { UnlockOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { lockHolder } from '../../locks/lock-holder.ts';
import { holdingJson, holdingText } from './holding-text.ts';
import { openLockRegistry, reportingUnreachableLocks } from '../../locks/lock-registry.ts';
import { UNREADABLE_LOCK } from './take-register.ts';

/** `lockkeeper unlock` */
export function runUnlock(environment: string, options: UnlockOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const locked = { environment, service: options.service };
    const locks = await openLockRegistry(options, world);
    const holder = options.force === true ? undefined : lockHolder(world, options.holder);
    const released = await reportingUnreachableLocks(async () => await giveBack(locks.place(locked), holder));
    if (released.kind === 'unreadable') throw new CliError('not-judged', UNREADABLE_LOCK);
    const holding = released.kind === 'free' ? {} : released.holding;
    world.stdout.write(
      options.format === 'json'
        ? holdingJson(locked, { ...holding, state: released.kind })
        : textOf(locked, released),
    );
    return released.kind === 'held' ? EXIT.lockHeld : EXIT.ok;
  });
}

/**
 * A person gives back what stands under their name, from whatever machine they took it; with force
 * (`undefined`) what stands under any.
 */
async function giveBack(place: LockPlace, holder: string | undefined): Promise<ReleaseOutcome> {
  if (holder === undefined) return await releaseLock(place, 'anybody');
  const state = readLock((await place.register.read()).text);
  if (state.kind !== 'held') return state.kind === 'free' ? { kind: 'free' } : state;
  const { holding } = state;
  return holding.holder === holder ? await releaseLock(place, holding) : { kind: 'held', holding };
}

function textOf(locked: LockName, released: Exclude<ReleaseOutcome, { kind: 'unreadable' }>): string {
  if (released.kind === 'free') return `Nobody holds ${lockNameText(locked)}.\n`;
  if (released.kind === 'held')
    return `${holdingText(locked, released.holding)}Give it back in their place with --force, once nothing of theirs runs any more.\n`;
  return `${lockNameText(locked)} is free again; ${displayText(released.holding.holder)} held it.\n`;
}

import { lockNameText } from '@lockkeeper/policy-core/deployment/lock';

import type { LocksOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { holdingText } from './holding-text.ts';
import { openLockRegistry } from '../../locks/lock-registry.ts';
import { runSessionLocks } from './run-session-locks.ts';
import { listLocks, type LockListing } from '../../locks/lock-listing.ts';

/** `lockkeeper locks` */
export function runLocks(options: LocksOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    if (options.database !== undefined) return await runSessionLocks(options.database, options, world);
    const states = await listLocks(await openLockRegistry(options, world));
    const shown = states.filter(({ state }) => state.kind !== 'free');
    world.stdout.write(options.format === 'json' ? jsonOf(shown) : textOf(shown));
    return EXIT.ok;
  });
}

function textOf(shown: readonly LockListing[]): string {
  if (shown.length === 0) return 'Nobody holds a lock.\n';
  return shown
    .map(({ locked, state }) =>
      state.kind === 'held'
        ? holdingText(locked, state.holding)
        : `${lockNameText(locked)} has a lock that cannot be read: nobody gets it.\n`,
    )
    .join('');
}

function jsonOf(shown: readonly LockListing[]): string {
  const locks = shown.map(({ locked: { environment, service }, state }) => ({
    environment,
    service: service ?? null,
    state: state.kind,
    ...(state.kind === 'held' && state.holding),
  }));
  return `${JSON.stringify({ schema_version: 1, locks }, null, 2)}\n`;
}

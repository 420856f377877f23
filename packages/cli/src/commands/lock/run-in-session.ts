import { systemClock } from '@lockkeeper/host-node/read';
import { createLockSessions } from '@lockkeeper/host-node/write';
import { takeInSession, type SessionTakeOutcome } from '@lockkeeper/operations';
import type { LockSession } from '@lockkeeper/operations/ports';
import { readSession, type LockName } from '@lockkeeper/policy-core/deployment/lock';

import type { LockOptions } from './options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { CliError } from '../../errors/cli-error.ts';
import type { World } from '../../world.ts';
import { lockHolder, workflowRunUrl } from '../../locks/lock-holder.ts';
import { NOTHING_WAS_RUN, runUnderLock, type UnderLock } from './run-under-lock.ts';
import { sessionHold } from './session-hold.ts';
import { sessionJson, sessionText } from './session-text.ts';
import { waitForLock } from './wait-for-lock.ts';

/** Runs a command while a session of a database has the lock. */
export async function runInSession(
  {
    locked,
    under,
    variable,
  }: { readonly locked: LockName; readonly under: UnderLock; readonly variable: string },
  options: LockOptions,
  world: World,
): Promise<ExitCode> {
  const session = await openSession(variable, world);
  try {
    const request = {
      ...locked,
      holder: lockHolder(world, options.holder),
      reason: options.reason,
      run_url: workflowRunUrl(world),
    };
    const tryOnce = async () => await takeInSession({ session, clock: systemClock() }, request);
    const taken = await waitForLock(tryOnce, options.wait, world);
    switch (taken.kind) {
      case 'failed':
        throw databaseUnreachable(taken.reason);
      case 'held':
        world.stderr.write(refusedText({ locked, host: session.host, by: taken.by }, under.format));
        return EXIT.lockHeld;
      case 'taken':
        return await runUnderLock(sessionHold(session, taken), under, world);
    }
  } finally {
    await session.end();
  }
}

/** Whoever cannot see a lock must not think that it is free. */
export async function openSession(variable: string, { env }: Pick<World, 'env'>): Promise<LockSession> {
  const opened = await createLockSessions(env).open(variable);
  if (opened.kind === 'open') return opened.session;
  throw databaseUnreachable(opened.reason);
}

export function databaseUnreachable(reason: string): CliError {
  return new CliError('technical', `The lock cannot be reached, because ${reason}.`);
}

interface Refused extends Pick<Extract<SessionTakeOutcome, { kind: 'held' }>, 'by'> {
  readonly locked: LockName;
  readonly host: string;
}

function refusedText({ locked, host, by }: Refused, format: UnderLock['format']): string {
  const locks = by.map((one) => readSession(one));
  if (format === 'json') {
    const held = { schema_version: 1, ...sessionJson(locks[0], locked) };
    return `${JSON.stringify(held, null, 2)}\n`;
  }
  const who = locks.map((lock) => sessionText(lock, { host, otherwise: locked }));
  return [
    ...(who.length === 0 ? ['Somebody has it who cannot be seen.\n'] : who),
    `${NOTHING_WAS_RUN}\n`,
  ].join('');
}

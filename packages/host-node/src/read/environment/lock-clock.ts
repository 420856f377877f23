import type { LockClock } from '@lockkeeper/operations/ports';

import { systemClock } from './system-clock.ts';

/** A server answers within this, or its clock is not asked. */
const TIMEOUT_MS = 5000;

/** Both sides go by the clock of one server, which says whole seconds. */
const OF_SERVER_MS = 60_000;

/** Each side goes by the clock of its own machine. */
const OF_MACHINES_MS = 10 * 60_000;

/** What is over by the clock of this machine is left alone for ten minutes more: that of others may differ by so much. */
export function machineLockClock(): LockClock {
  return { ...systemClock(), leewayMs: OF_MACHINES_MS };
}

/**
 * The clock of the server of a git remote, as it says in each answer over HTTP (`Date`): whoever turns the clock of his own
 * machine gets no lock by that. A remote that is not reached over HTTP has no clock that can be asked; dates of commits are
 * those of who made them.
 */
export async function remoteLockClock(remote: string | undefined): Promise<LockClock> {
  const url = remote === undefined ? null : URL.parse(remote);
  if (url === null || !/^https?:$/.test(url.protocol)) return machineLockClock();
  // Nothing secret is sent: also a refusal says what time it is.
  url.username = '';
  url.password = '';
  try {
    const before = Date.now();
    const { headers } = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const at = Date.parse(headers.get('date') ?? '');
    if (Number.isNaN(at)) return machineLockClock();
    const aheadMs = at - before;
    return { now: () => new Date(Date.now() + aheadMs).toISOString(), leewayMs: OF_SERVER_MS };
  } catch {
    // The lock itself lies there: where it cannot be reached either, that is told.
    return machineLockClock();
  }
}

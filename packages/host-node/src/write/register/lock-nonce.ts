import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { isProcessMark, isRunning, thisProcess, type ProcessMark } from './this-process.ts';

/** Tells a holding from every other, and tells this machine which process it is of. */
export async function newLockNonce(): Promise<string> {
  return JSON.stringify({ ...(await thisProcess()), id: randomUUID() });
}

/** What a killed process started is ended by a watchdog, which gives it so long. */
const GRACE_MS = 6000;

/**
 * Whether the process that holds a lock is known to have ended, with all that it had started: it ran on this machine. Takes a
 * few seconds where it has.
 */
export async function isHolderGone(nonce: string): Promise<boolean> {
  if (!(await hasHolderEnded(nonce))) return false;
  await pause(GRACE_MS);
  return true;
}

/** Whether that process is known to have ended; what it had started may still run. */
export async function hasHolderEnded(nonce: string): Promise<boolean> {
  const mark = markIn(nonce);
  // Another machine may have the same name: one that was started at another time says nothing.
  if (mark === undefined || mark.boot === '' || mark.boot !== (await thisProcess()).boot) return false;
  return (await isRunning(mark)) === false;
}

function markIn(nonce: string): ProcessMark | undefined {
  try {
    const mark: unknown = JSON.parse(nonce);
    return isProcessMark(mark) ? mark : undefined;
  } catch {
    // The nonce of a lock that somebody took for longer than a process lasts.
    return undefined;
  }
}

import { readFile } from 'node:fs/promises';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { ClockReading } from '@lockkeeper/operations/ports';

import { errorCode } from '../../system/error-code.ts';

/** The clocks of this machine. Unobserved where the system does not tell one start of the machine from another. */
export async function readClock(): Promise<Known<ClockReading>> {
  try {
    const [boot, uptime] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      // Asleep or not, which the clock that Node has by itself does not count.
      readFile('/proc/uptime', 'utf8'),
    ]);
    const uptimeMs = Math.round(Number(uptime.split(' ')[0]) * 1000);
    return observed({ wall: new Date().toISOString(), bootId: boot.trim(), uptimeMs });
  } catch (error) {
    return unobserved(
      `this system has no clock that counts from its start (${errorCode(error) ?? 'unknown'})`,
    );
  }
}

import type { HostOutcome, ServiceManager } from '@lockkeeper/operations/ports';

import { mustRun } from './host-program.ts';

const TIMEOUT_MS = 180_000;

/** A unit of systemd. That it is well is not believed for the exit code of systemctl. */
export function createSystemdService(unit: string): ServiceManager {
  const systemctl = async (...args: readonly string[]): Promise<HostOutcome> =>
    await mustRun({
      program: 'systemctl',
      args: ['--no-ask-password', ...args, unit],
      timeoutMs: TIMEOUT_MS,
    });
  return {
    restart: async () => {
      // A unit that failed too often would not be started; one that did not fail has nothing to forget.
      await systemctl('reset-failed');
      return await systemctl('restart');
    },
    stop: async () => await systemctl('stop'),
    // A unit with `Restart=` would be started on half a version.
    hold: async () => await systemctl('stop'),
    letGo: async () => await systemctl('start'),
  };
}

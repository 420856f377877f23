import { readlink } from 'node:fs/promises';

import type { HostOutcome, ServiceManager, ServiceProcess } from '@lockkeeper/operations/ports';

import { DONE, mustRun, runHostProgram } from './host-program.ts';

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
    ready: async () => await mustHave(unit, { property: 'LoadState', value: 'loaded' }),
    restart: async () => {
      // A unit that failed too often would not be started; one that did not fail has nothing to forget.
      await systemctl('reset-failed');
      return await systemctl('restart');
    },
    stop: async () => await systemctl('stop'),
    // A unit with `Restart=` would be started on half a version.
    hold: async () => await systemctl('stop'),
    letGo: async () => await systemctl('start'),
    forget: async () => await Promise.resolve(),
    process: async () => await unitProcess(unit),
  };
}

/** What systemd has to say of a unit before anything is asked of it. Where systemd cannot be asked, nobody knows. */
export async function mustHave(
  unit: string,
  { property, value }: { readonly property: 'LoadState' | 'ActiveState'; readonly value: string },
): Promise<HostOutcome> {
  const args = ['--no-ask-password', 'show', `--property=${property}`, '--value', unit];
  const shown = await runHostProgram({ program: 'systemctl', args, timeoutMs: TIMEOUT_MS });
  const said = shown.kind === 'exited' ? shown.stdout.trim() : '';
  if (said === value || said === '') return DONE;
  return { kind: 'failed', why: `${unit} is ${said}; systemctl status ${unit} shows why` };
}

/** Systemd keeps the id of each start there, where everybody may read it, also who has no bus. */
export async function unitProcess(unit: string): Promise<ServiceProcess> {
  const name = await readlink(`/run/systemd/units/invocation:${unit}`).catch(() => undefined);
  return name === undefined ? { kind: 'unknown' } : { kind: 'runs', name };
}

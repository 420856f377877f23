import { hasPaused, pausedUntil, quiesceRequest, stateText } from '@lockkeeper/policy-core/update';

import type { HostOutcome } from '../ports/index.ts';
import { runningIllness } from './running-illness.ts';
import type { LoggedUpdate, UpdateEvent } from './update-log.ts';
import type { UpdateTools } from './update-tools.ts';

const REQUEST = 'quiesce.json';
const ACK = 'quiesce_ack.json';
const POLL_MS = 50;

type PauseTools = Pick<UpdateTools, 'meta' | 'metaPath' | 'settings' | 'timer' | 'probe' | 'signal'>;

/** Asks the service to finish what it writes and to begin nothing, and waits until it says that it has. */
export async function pauseService(
  { plan: { id: run }, from }: Pick<LoggedUpdate, 'plan' | 'from'>,
  tools: PauseTools,
): Promise<UpdateEvent> {
  const { meta, settings, timer } = tools;
  const files = { request: await meta.read(REQUEST), ack: await meta.read(ACK) };
  const { before, behind } = longestSeconds(settings);
  const until = new Date(timer.nowMs() + (before + behind) * 1000).toISOString();
  const request = quiesceRequest(files, { run, until });
  await meta.write(REQUEST, stateText(request));
  const deadline = timer.elapsedMs() + settings.quiesce_seconds * 1000;
  while (!hasPaused(request, await meta.read(ACK))) {
    if (timer.elapsedMs() >= deadline) return { kind: 'unacknowledged', why: await whyNot(from, tools) };
    await timer.wait(POLL_MS, new Promise(() => undefined));
  }
  return { kind: 'done' };
}

/**
 * Fails where the pause ends before all is done that it is for. The service goes on by the clock on the wall, so that this
 * is what counts: a dump that took too long and a clock that was set forward are the same to it.
 */
export async function mustStayPaused({ meta, settings, timer }: PauseTools): Promise<HostOutcome> {
  const until = pausedUntil(await meta.read(REQUEST));
  const { behind } = longestSeconds(settings);
  if (until !== undefined && timer.nowMs() <= Date.parse(until) - behind * 1000) return { kind: 'done' };
  const why =
    'the service may go on before it is restarted: its data took too long, or the clock was set forward';
  return { kind: 'failed', why, isBegun: false };
}

/** A service that does not run cannot pause; another may not know how. */
async function whyNot(from: LoggedUpdate['from'], tools: PauseTools): Promise<string> {
  const { metaPath, settings } = tools;
  const unwritten = `the service did not write ${metaPath}/${ACK} in ${settings.quiesce_seconds} s`;
  const illness = from === null ? undefined : await runningIllness(from, tools);
  return `${unwritten}: ${illness ?? 'docs/updates.md says under "What the service does" how it pauses'}`;
}

/** How long each part of an update and of the way back may take while the service is paused, before the switch and behind it. */
function longestSeconds({
  quiesce_seconds: pause,
  health_seconds: health,
  bake_seconds: bake,
  command_seconds: command,
  database,
}: PauseTools['settings']): { readonly before: number; readonly behind: number } {
  const data = ARCHIVE_SECONDS + (database === undefined ? 0 : command);
  const there = RESTART_SECONDS + health + bake;
  const back = RESTART_SECONDS + data + RESTART_SECONDS + health;
  return { before: pause + data, behind: there + back };
}

/** What is packed may be large. */
const ARCHIVE_SECONDS = 300;
/** What a service manager may take, to stop it as well. */
const RESTART_SECONDS = 180;

export async function resumeService({ meta }: Pick<UpdateTools, 'meta'>): Promise<UpdateEvent> {
  await meta.remove(REQUEST);
  return { kind: 'done' };
}

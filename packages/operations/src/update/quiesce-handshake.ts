import { hasPaused, quiesceRequest, stateText } from '@lockkeeper/policy-core/update';

import type { UpdateEvent } from './update-log.ts';
import type { UpdateTools } from './update-tools.ts';

const REQUEST = 'quiesce.json';
const ACK = 'quiesce_ack.json';
const POLL_MS = 50;

type PauseTools = Pick<UpdateTools, 'meta' | 'settings' | 'timer'>;

/** Asks the service to finish what it writes and to begin nothing, and waits until it says that it has. */
export async function pauseService(run: string, tools: PauseTools): Promise<UpdateEvent> {
  const { meta, settings, timer } = tools;
  const files = { request: await meta.read(REQUEST), ack: await meta.read(ACK) };
  const request = quiesceRequest(files, {
    run,
    until: new Date(timer.nowMs() + longestMs(tools)).toISOString(),
  });
  await meta.write(REQUEST, stateText(request));
  const deadline = timer.elapsedMs() + settings.quiesce_seconds * 1000;
  while (!hasPaused(request, await meta.read(ACK))) {
    if (timer.elapsedMs() >= deadline) return { kind: 'unacknowledged' };
    await timer.wait(POLL_MS, new Promise(() => undefined));
  }
  return { kind: 'done' };
}

/** Behind all that an update may wait for, and the way back: then the service goes on by itself. */
function longestMs({ settings }: Pick<PauseTools, 'settings'>): number {
  const { quiesce_seconds: pause, health_seconds: health, bake_seconds: bake } = settings;
  return (pause + 2 * health + bake + SPARE_SECONDS) * 1000;
}

const SPARE_SECONDS = 300;

export async function resumeService({ meta }: Pick<UpdateTools, 'meta'>): Promise<UpdateEvent> {
  await meta.remove(REQUEST);
  return { kind: 'done' };
}

import { setTimeout as pause } from 'node:timers/promises';

import type { HostOutcome, MetaFiles, ServiceManager } from '@lockkeeper/operations/ports';

import { isRunning } from '../register/this-process.ts';
import { DONE } from './host-program.ts';
import { readRequest, readStatus, REQUEST_FILE, type ServiceRequest } from './service-files.ts';

const POLL_MS = 50;
/** A service may take its time to end. */
const ANSWER_MS = 60_000;
/** Whatever starts a supervisor that was killed may take its time as well. */
const ABSENCE_MS = 20_000;

/** A service that `lockkeeper update supervise` runs: it is asked by a file, and answers by another one. */
export function createSupervisedService(meta: MetaFiles): ServiceManager {
  return {
    ready: async () => await supervised(meta),
    restart: async () => await asked(meta, 'run'),
    stop: async () => await asked(meta, 'stop'),
    // While an update is at work, the supervisor starts nothing that ended in its pause.
    hold: async () => await Promise.resolve(DONE),
    letGo: async () => await Promise.resolve(DONE),
    // A supervisor that begins knows what is out of date.
    forget: async () => await Promise.resolve(),
    process: async () => {
      const status = await readStatus(meta);
      if (status === undefined) return { kind: 'unknown' };
      const { service } = status;
      if (service === null) return { kind: 'ended' };
      return { kind: 'runs', name: `${service.pid} ${service.started}` };
    },
  };
}

async function asked(meta: MetaFiles, wants: ServiceRequest['wants']): Promise<HostOutcome> {
  const [before, status] = await Promise.all([readRequest(meta), readStatus(meta)]);
  const generation = Math.max(before?.generation ?? 0, status?.generation ?? 0) + 1;
  await meta.write(REQUEST_FILE, JSON.stringify({ schema_version: 1, generation, wants }));
  return await answerTo(generation, meta);
}

/** Whether a supervisor is at work, or comes within the time that it may take. */
async function supervised(meta: MetaFiles): Promise<HostOutcome> {
  for (let waited = 0; waited < ABSENCE_MS; waited += POLL_MS) {
    const status = await readStatus(meta);
    if (status === undefined) break;
    if ((await isRunning(status.supervisor)) !== false) return DONE;
    await pause(POLL_MS);
  }
  return { kind: 'failed', why: NOBODY };
}

const NOBODY = 'nothing supervises the service; start lockkeeper update supervise';

async function answerTo(generation: number, meta: MetaFiles): Promise<HostOutcome> {
  let absent = 0;
  for (let waited = 0; waited < ANSWER_MS; waited += POLL_MS) {
    const now = await readStatus(meta);
    if (now === undefined) return { kind: 'failed', why: NOBODY };
    if (now.generation >= generation) return DONE;
    absent = (await isRunning(now.supervisor)) === false ? absent + POLL_MS : 0;
    if (absent >= ABSENCE_MS) return { kind: 'failed', why: NOBODY };
    await pause(POLL_MS);
  }
  return { kind: 'failed', why: `the supervisor did not answer within ${ANSWER_MS / 1000} s` };
}

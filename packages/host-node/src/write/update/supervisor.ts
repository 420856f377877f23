import { spawn } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

import type { MetaFiles } from '@lockkeeper/operations/ports';

import { findProgram } from '../../system/find-program.ts';
import { isRunning, markOf, thisProcess, type ProcessMark } from '../register/this-process.ts';
import { readPause, readRequest, readStatus, STATUS_FILE } from './service-files.ts';

export interface SupervisedService {
  readonly words: readonly string[];
  /** Where it runs; a link is followed each time it is started. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly meta: MetaFiles;
  /**
   * Makes what is installed whole before the service is started without an update that asks for it. `busy`: one is at
   * work. Says why, or rejects, where nothing may be started.
   */
  readonly beforeStart: () => Promise<'ready' | 'busy' | { readonly why: string }>;
  /** Ends the service and the supervisor. */
  readonly signal: AbortSignal;
  /** What happens, a line each. */
  readonly tell: (line: string) => void;
}

export type SupervisionEnd =
  /** Somebody wanted it. */
  | { readonly kind: 'ended' }
  /** Nothing was done: another process supervises the service. */
  | { readonly kind: 'supervised'; readonly pid: number };

const POLL_MS = 50;
/** How long a service has to end by itself. */
const GRACE_MS = 10_000;
const LONGEST_PAUSE_MS = 30_000;
/** When it is looked again whether a service may be started. */
const LOOK_AGAIN_MS = 2000;

/** A service, also one that an earlier supervisor started. */
interface Running {
  readonly mark: ProcessMark;
  readonly ended: Promise<void>;
  hasEnded: boolean;
}

/** What the supervisor knows between two looks. */
interface Watch {
  readonly supervisor: ProcessMark;
  /** Of the request that was carried out last. */
  generation: number;
  wants: 'run' | 'stop';
  running: Running | undefined;
  /** It was stopped for an update, by an earlier supervisor. */
  isHeld: boolean;
  /** The run of the update that had it started in its pause: its files change no more. */
  startedIn: string | undefined;
  crashes: number;
  /** By the clock of the process: not before. */
  startAt: number;
  /** The status file says all of this. */
  isSaid: boolean;
  /** What went wrong last, and was told. */
  trouble: string | undefined;
  /** Why it was not started last, which was told. */
  refusal: string | undefined;
}

/**
 * Keeps a service running, starts it anew where the updater asks for it, and says which process it is. A service that a
 * killed supervisor left goes on: two of them would write the same files, and to end it could leave half a file.
 */
export async function superviseService(service: SupervisedService): Promise<SupervisionEnd> {
  const { meta, signal } = service;
  const other = await otherSupervisor(meta);
  if (other !== undefined) return { kind: 'supervised', pid: other };
  const watch = await begunWatch(service);
  while (!signal.aborted) {
    await look(watch, service);
    await pause(POLL_MS);
  }
  await end(watch.running);
  watch.running = undefined;
  await say(watch, meta);
  return { kind: 'ended' };
}

/** The process that is at work there; `undefined`: there is none. */
async function otherSupervisor(meta: MetaFiles): Promise<number | undefined> {
  const { supervisor } = (await readStatus(meta)) ?? {};
  return supervisor !== undefined && (await isRunning(supervisor)) === true ? supervisor.pid : undefined;
}

async function begunWatch(service: SupervisedService): Promise<Watch> {
  const { meta } = service;
  const supervisor = await thisProcess();
  const { generation, running } = await leftService(service);
  const asked = await readRequest(meta);
  const fresh = { supervisor, running, crashes: 0, startAt: 0, isSaid: false, trouble: undefined };
  const begun = {
    ...fresh,
    wants: asked?.wants ?? 'run',
    isHeld: false,
    startedIn: undefined,
    refusal: undefined,
  };
  if (running !== undefined) return { ...begun, generation };
  // What was asked for meanwhile is carried out on a service that goes on; one that starts now is that already.
  const isDue = asked?.wants === 'run' && asked.generation > generation;
  return {
    ...begun,
    generation: asked?.generation ?? 0,
    wants: 'run',
    isHeld: asked?.wants === 'stop',
    startedIn: isDue ? await readPause(meta) : undefined,
  };
}

/** A disk that is full or read-only for a while does not end the service: what could not be read or written is tried again. */
async function look(watch: Watch, service: SupervisedService): Promise<void> {
  try {
    await heed(watch, service);
    await attend(watch, service);
    if (!watch.isSaid) await say(watch, service.meta);
    watch.trouble = undefined;
  } catch (error) {
    const trouble = error instanceof Error ? error.message : String(error);
    if (trouble !== watch.trouble) service.tell(`The state of the service cannot be kept: ${trouble}`);
    watch.trouble = trouble;
  }
}

/** What a killed supervisor left running. */
async function leftService({
  meta,
  tell,
}: SupervisedService): Promise<Pick<Watch, 'generation' | 'running'>> {
  const left = await readStatus(meta);
  if (left === undefined) return { generation: 0, running: undefined };
  const { service: mark, generation } = left;
  if (mark === null || (await isRunning(mark)) !== true) return { generation, running: undefined };
  tell(`The service goes on as process ${mark.pid}, which an earlier supervisor started.`);
  return { generation, running: watched(mark, endOfProcess(mark)) };
}

function watched(mark: ProcessMark, ended: Promise<void>): Running {
  const running: Running = { mark, ended, hasEnded: false };
  void ended.then(() => {
    running.hasEnded = true;
  });
  return running;
}

async function endOfProcess(mark: ProcessMark): Promise<void> {
  while ((await isRunning(mark)) === true) await pause(POLL_MS);
}

async function say(watch: Watch, meta: MetaFiles): Promise<void> {
  const { generation, supervisor, running } = watch;
  watch.isSaid = false;
  const service = running?.mark ?? null;
  const status = { schema_version: 1, generation, supervisor, service };
  await meta.write(STATUS_FILE, JSON.stringify(status));
  watch.isSaid = true;
}

/** Does what the updater asks for. */
async function heed(watch: Watch, service: SupervisedService): Promise<void> {
  const request = await readRequest(service.meta);
  if (request === undefined || request.generation <= watch.generation) return;
  await end(watch.running);
  const startedIn = request.wants === 'run' ? await readPause(service.meta) : watch.startedIn;
  Object.assign(watch, { ...request, running: undefined, isHeld: false, startedIn, crashes: 0, startAt: 0 });
  if (request.wants === 'run') await start(watch, service);
  else await say(watch, service.meta);
}

/** Starts what has ended by itself, each time a little later. */
async function attend(watch: Watch, service: SupervisedService): Promise<void> {
  const now = performance.now();
  if (watch.running?.hasEnded === true) {
    service.tell('The service ended by itself. It is started again.');
    watch.running = undefined;
    watch.crashes += 1;
    watch.startAt = now + Math.min(500 * 2 ** watch.crashes, LONGEST_PAUSE_MS);
    await say(watch, service.meta);
  }
  if (watch.running !== undefined || watch.wants === 'stop' || now < watch.startAt) return;
  if (!(await mayStart(watch, service))) {
    watch.startAt = performance.now() + LOOK_AGAIN_MS;
    return;
  }
  watch.isHeld = false;
  await start(watch, service);
  if (watch.running === undefined) watch.startAt = now + LONGEST_PAUSE_MS;
}

/** What ended after it had paused for an update is not started while files may be part of each version. */
async function mayStart(watch: Watch, { meta, beforeStart, tell }: SupervisedService): Promise<boolean> {
  const found = await beforeStart().catch((error: unknown) => ({ why: String(error) }));
  const refusal = typeof found === 'object' ? found.why : undefined;
  if (refusal !== undefined && refusal !== watch.refusal) tell(`The service is not started: ${refusal}`);
  watch.refusal = refusal;
  if (found !== 'busy') return found === 'ready';
  const pause = await readPause(meta);
  return !watch.isHeld && (pause === undefined || pause === watch.startedIn);
}

/** It runs only once its process is written down: nobody would find one again that a killed supervisor had not. */
async function start(watch: Watch, service: SupervisedService): Promise<void> {
  const begun = await begunService(service);
  watch.running = begun?.running;
  try {
    await say(watch, service.meta);
  } finally {
    begun?.letGo();
  }
}

/** Waits for a line on descriptor 3, and becomes the service then; where the supervisor ends before, it ends as well. */
const GATE = 'read -r line <&3 && exec 3<&- && exec "$@"';

/** `undefined` where it could not be started, which is told. */
async function begunService({
  words,
  folder,
  env,
  tell,
}: SupervisedService): Promise<{ readonly running: Running; readonly letGo: () => void } | undefined> {
  const [word = '', ...args] = words;
  const cwd = await realpath(folder).catch(() => folder);
  const program = await findProgram(word, { env, folder: cwd });
  if (program === undefined) {
    tell(`${word} is not on the PATH. The service cannot be started.`);
    return undefined;
  }
  const child = spawn('/bin/sh', ['-c', GATE, 'sh', program, ...args], {
    cwd,
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    detached: true,
  });
  child.on('error', (error) => tell(`The service cannot be started: ${error.message}.`));
  const [, , , gate] = child.stdio;
  if (child.pid === undefined || !(gate instanceof Writable)) return undefined;
  // It ended before it was let go, which is seen by its end.
  gate.on('error', (error) => tell(`The service did not start: ${error.message}.`));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const running = watched(await markOf(child.pid), ended);
  tell(`The service runs as process ${child.pid} in ${cwd}.`);
  return { running, letGo: () => gate.end('\n') };
}

/** With all that it started. */
async function end(running: Running | undefined): Promise<void> {
  if (running === undefined) return;
  const { mark, ended } = running;
  tellGroup(mark.pid, 'SIGTERM');
  const late = new AbortController();
  await Promise.race([ended, pause(GRACE_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
  tellGroup(mark.pid, 'SIGKILL');
  await ended;
}

function tellGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // All of it has ended.
  }
}

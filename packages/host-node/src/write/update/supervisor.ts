import { spawn, type ChildProcess } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

import type { MetaFiles } from '@lockkeeper/operations/ports';

import { findProgram } from '../../system/find-program.ts';
import { isRunning, markOf, thisProcess, type ProcessMark } from '../register/this-process.ts';
import { readRequest, readStatus, STATUS_FILE } from './service-files.ts';

export interface SupervisedService {
  readonly words: readonly string[];
  /** Where it runs; a link is followed each time it is started. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly meta: MetaFiles;
  /** Ends the service and the supervisor. */
  readonly signal: AbortSignal;
  /** What happens, a line each. */
  readonly tell: (line: string) => void;
}

const POLL_MS = 50;
/** How long a service has to end by itself. */
const GRACE_MS = 10_000;
const LONGEST_PAUSE_MS = 30_000;

interface Running {
  readonly child: ChildProcess;
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
  crashes: number;
  /** By the clock of the process: not before. */
  startAt: number;
  /** The status file says all of this. */
  isSaid: boolean;
  /** What went wrong last, and was told. */
  trouble: string | undefined;
}

/**
 * Keeps a service running, starts it anew where the updater asks for it, and says which process it is. A service that a
 * killed supervisor left is ended first: two of them would write the same files.
 */
export async function superviseService(service: SupervisedService): Promise<void> {
  const { meta, signal } = service;
  const supervisor = await thisProcess();
  await endLeftService(meta);
  const asked = await readRequest(meta);
  const watch: Watch = {
    supervisor,
    generation: asked?.generation ?? 0,
    wants: asked?.wants ?? 'run',
    running: undefined,
    crashes: 0,
    startAt: 0,
    isSaid: false,
    trouble: undefined,
  };
  while (!signal.aborted) {
    await look(watch, service);
    await pause(POLL_MS);
  }
  await end(watch.running);
  watch.running = undefined;
  await say(watch, meta);
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

/** Rejects where another supervisor is at work. */
async function endLeftService(meta: MetaFiles): Promise<void> {
  const left = await readStatus(meta);
  if (left === undefined) return;
  if ((await isRunning(left.supervisor)) === true)
    throw new Error(`Process ${left.supervisor.pid} supervises the service already. End it first.`);
  if (left.service !== null) await endProcess(left.service);
}

async function say(watch: Watch, meta: MetaFiles): Promise<void> {
  const { generation, supervisor, running, crashes } = watch;
  watch.isSaid = false;
  const service = running?.mark ?? null;
  const status = { schema_version: 1, generation, supervisor, service, crashes };
  await meta.write(STATUS_FILE, JSON.stringify(status));
  watch.isSaid = true;
}

/** Does what the updater asks for. */
async function heed(watch: Watch, service: SupervisedService): Promise<void> {
  const request = await readRequest(service.meta);
  if (request === undefined || request.generation <= watch.generation) return;
  await end(watch.running);
  const running = request.wants === 'run' ? await begun(service) : undefined;
  Object.assign(watch, { ...request, running, crashes: 0, startAt: 0 });
  await say(watch, service.meta);
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
  watch.running = await begun(service);
  if (watch.running === undefined) watch.startAt = now + LONGEST_PAUSE_MS;
  await say(watch, service.meta);
}

/** `undefined` where it could not be started, which is told. */
async function begun({ words, folder, env, tell }: SupervisedService): Promise<Running | undefined> {
  const [word = '', ...args] = words;
  const cwd = await realpath(folder).catch(() => folder);
  const program = await findProgram(word, { env, folder: cwd });
  if (program === undefined) {
    tell(`${word} is not on the PATH. The service cannot be started.`);
    return undefined;
  }
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  if (child.pid === undefined) {
    child.on('error', (error) => tell(`The service cannot be started: ${error.message}.`));
    return undefined;
  }
  const mark = await markOf(child.pid);
  const running: Running = { child, mark, hasEnded: false, ended: endOf(child) };
  void running.ended.then(() => {
    running.hasEnded = true;
  });
  tell(`The service runs as process ${child.pid} in ${cwd}.`);
  return running;
}

async function endOf(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
}

/** With all that it started. */
async function end(running: Running | undefined): Promise<void> {
  if (running === undefined) return;
  const { child, ended } = running;
  tellGroup(child.pid, 'SIGTERM');
  const late = new AbortController();
  await Promise.race([ended, pause(GRACE_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
  tellGroup(child.pid, 'SIGKILL');
  await ended;
}

async function endProcess(mark: ProcessMark): Promise<void> {
  if ((await isRunning(mark)) !== true) return;
  tellGroup(mark.pid, 'SIGTERM');
  for (let waited = 0; waited < GRACE_MS && (await isRunning(mark)) === true; waited += POLL_MS)
    await pause(POLL_MS);
  tellGroup(mark.pid, 'SIGKILL');
}

function tellGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // All of it has ended.
  }
}

import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';

import type { SecondJudge } from '@lockkeeper/operations/ports';
import type { SharedVerdict } from '@lockkeeper/policy-core';

import type { Installation } from '../world.ts';
import type { Handed } from './judge-share.ts';

interface Machine {
  readonly cores: number;
  /** Milliseconds, from when all else is judged. */
  readonly longestWait?: number;
}

/** A thread on another core; `undefined` where none is free, or there is no program for it. */
export function secondThread(
  { wasm, secondThread: file }: Installation,
  { cores, longestWait = LONGEST_WAIT }: Machine = { cores: availableParallelism() },
): SecondJudge | undefined {
  if (file === undefined || cores < FEWEST_CORES) return undefined;
  return {
    begin: (share) => {
      compileLess();
      const worker = new Worker(file, { workerData: { share, wasm } satisfies Handed });
      // Whoever stops in the meantime does not wait for it.
      worker.unref();
      const said = saidBy(worker);
      return () => inTime(said, { worker, longestWait });
    },
  };
}

/** Two threads take what V8 compiles and collects for each on two more: on fewer cores nothing is won. */
const FEWEST_CORES = 4;

/** It had as long as all else took: it needs much more only where it will not end. */
const LONGEST_WAIT = 10_000;

/**
 * Each thread compiles for itself what it runs often, on the cores that both want. To wait until that is run four
 * times as often as V8 asks for by itself takes a tenth off the work of all threads.
 */
function compileLess(): void {
  setFlagsFromString('--interrupt-budget=270000');
}

/** It says one thing, of the form that the other side gave it. However else it ends, there is nothing. */
function saidBy(worker: Worker): Promise<SharedVerdict | undefined> {
  return new Promise((resolve) => {
    worker.once('message', resolve);
    worker.once('error', () => resolve(undefined));
    worker.once('exit', () => resolve(undefined));
  });
}

async function inTime<Said>(
  said: Promise<Said>,
  { worker, longestWait }: { readonly worker: Worker; readonly longestWait: number },
): Promise<Said | undefined> {
  worker.ref();
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), longestWait);
  });
  try {
    return await Promise.race([said, tooLong]);
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

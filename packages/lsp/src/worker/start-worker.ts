import { Worker } from 'node:worker_threads';

import type { FromWorker, WorkerOptions } from './messages.ts';
import type { WorkerHandle } from './thread.ts';
import { unpacked } from './transport.ts';

/** Half of what Node allows: what a key leaves behind is small. */
const YOUNG_MB = 24;

/**
 * `file`: the bundled worker. The first one is started at once and learns what it may do when it is asked for; others
 * are started when they are.
 */
export function createWorkerStarter(file: URL): (options: WorkerOptions) => WorkerHandle {
  let ready: Worker | undefined = newWorker(file);
  const spent = () => void (ready = undefined);
  // Whoever asks after that gets another one, and hears of what is wrong with it.
  ready.on('error', spent);
  ready.on('exit', spent);
  return (options) => {
    const worker = ready ?? newWorker(file);
    ready = undefined;
    worker.postMessage(options);
    return {
      post: (message) => worker.postMessage(message),
      listen: (said, ended) => {
        worker.on('message', (message: FromWorker | string) => said(unpacked(message)));
        worker.on('error', (error) => ended(error instanceof Error ? error.message : String(error)));
        worker.on('exit', (code) => ended(`it ended with code ${code}`));
      },
      terminate: () => void worker.terminate(),
    };
  };
}

function newWorker(file: URL): Worker {
  // Its own output is kept apart: anything on the server's stdout would break the protocol.
  return new Worker(file, {
    stdout: true,
    stderr: true,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
}

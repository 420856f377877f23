import { Worker } from 'node:worker_threads';

import type { FromWorker, WorkerOptions } from './messages.ts';
import type { WorkerHandle } from './thread.ts';

/** Half of what Node allows: what a key leaves behind is small. */
const YOUNG_MB = 24;

/** `file`: the bundled worker. */
export function startWorker(file: URL, options: WorkerOptions): WorkerHandle {
  // Its own output is kept apart: anything on the server's stdout would break the protocol.
  const worker = new Worker(file, {
    workerData: options,
    stdout: true,
    stderr: true,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  return {
    post: (message) => worker.postMessage(message),
    listen: (said, ended) => {
      worker.on('message', (message: FromWorker) => said(message));
      worker.on('error', (error) => ended(error instanceof Error ? error.message : String(error)));
      worker.on('exit', (code) => ended(`it ended with code ${code}`));
    },
    terminate: () => void worker.terminate(),
  };
}

#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

import { createWorkerStarter } from './worker/start-worker.ts';

/** Put in by the bundler. */
declare const LOCKKEEPER_VERSION: string;

const TRANSPORTS = /^--(stdio|node-ipc|socket|pipe)\b/;

// It runs all day beside an editor: the heap of a thread grows by 40 % of what is in use, not up to four times of it,
// before it is collected. That costs no time that can be measured.
setFlagsFromString('--heap-growing-percent=40');
// What it has read by the first findings stays: looking through it again and again while it grows would find nothing.
setFlagsFromString('--initial-old-space-size=64');

// What speaks to editors takes a while to load, and so does the thread that checks: they do so side by side.
const startWorker = createWorkerStarter(new URL('./lockkeeper-worker.cjs', import.meta.url));

// People who start it by hand, and most editors, speak over stdio.
if (!process.argv.some((argument) => TRANSPORTS.test(argument))) process.argv.push('--stdio');

// A client that speaks over Node's channel is gone when that closes; on stdio the connection itself notices.
process.on('disconnect', () => process.exit(1));

void import('./server/start-connection.ts').then(({ startConnection }) =>
  startConnection({
    version: LOCKKEEPER_VERSION,
    parserFolder: fileURLToPath(new URL('./wasm/', import.meta.url)),
    startWorker,
  }),
);

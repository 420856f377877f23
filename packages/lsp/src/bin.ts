#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

import { createConnection } from 'vscode-languageserver/node';

import { startServer } from './server.ts';
import { startWorker } from './worker/start-worker.ts';

/** Put in by the bundler. */
declare const LOCKKEEPER_VERSION: string;

const TRANSPORTS = /^--(stdio|node-ipc|socket|pipe)\b/;

// It runs all day beside an editor: the heap of a thread grows by 40 % of what is in use, not up to four times of it,
// before it is collected. That costs no time that can be measured.
setFlagsFromString('--heap-growing-percent=40');

// People who start it by hand, and most editors, speak over stdio.
if (!process.argv.some((argument) => TRANSPORTS.test(argument))) process.argv.push('--stdio');

// A client that speaks over Node's channel is gone when that closes; on stdio the connection itself notices.
process.on('disconnect', () => process.exit(1));

startServer(createConnection(), {
  version: LOCKKEEPER_VERSION,
  parserFolder: fileURLToPath(new URL('./wasm/', import.meta.url)),
  startWorker: (options) => startWorker(new URL('./lockkeeper-worker.cjs', import.meta.url), options),
});

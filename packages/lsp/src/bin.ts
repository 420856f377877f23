#!/usr/bin/env node
import { fileURLToPath } from 'node:url';

import { createConnection } from 'vscode-languageserver/node';

import { startServer } from './server.ts';
import { startWorker } from './worker/start-worker.ts';

/** Put in by the bundler. */
declare const LOCKKEEPER_VERSION: string;

const TRANSPORTS = /^--(stdio|node-ipc|socket|pipe)\b/;

// People who start it by hand, and most editors, speak over stdio.
if (!process.argv.some((argument) => TRANSPORTS.test(argument))) process.argv.push('--stdio');

// A client that speaks over Node's channel is gone when that closes; on stdio the connection itself notices.
process.on('disconnect', () => process.exit(1));

startServer(createConnection(), {
  version: LOCKKEEPER_VERSION,
  parserFolder: fileURLToPath(new URL('./wasm/', import.meta.url)),
  startWorker: (options) => startWorker(new URL('./lockkeeper-worker.cjs', import.meta.url), options),
});

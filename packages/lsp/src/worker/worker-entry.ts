/** What a thread runs first: it takes the rest as an earlier start compiled it. */
import { fileURLToPath } from 'node:url';

import { createCompileCache } from '@lockkeeper/host-node/cache';

import type * as worker from './worker.ts';

const besides = (place: string) => fileURLToPath(new URL(place, import.meta.url));

// Beside the program and nowhere else: whoever can write there can write another program as well.
const { load, keep } = createCompileCache({
  folder: besides('./chunks/'),
  kept: besides(`./compiled/server-${process.versions.v8}-${process.arch}`),
  mayKeep: process.execArgv.length === 0 && process.env['NODE_OPTIONS'] === undefined,
});
// Sound: the bundler makes this file of that module.
const { serve } = load('lockkeeper-judge.cjs') as typeof worker;
serve(keep);

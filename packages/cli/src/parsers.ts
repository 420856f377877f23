import { setFlagsFromString } from 'node:v8';

import type { Parsers } from '@lockkeeper/policy-core';

import type { Keeping } from './kept-readings.ts';
import type { Installation, World } from './world.ts';

/** Loads the SQL and Python parsers from beside the program, once; called only when a migration is judged. */
export function parsersFor({ wasm }: Installation): () => Promise<Parsers> {
  let loading: Promise<Parsers> | undefined;
  return () => (loading ??= load(wasm));
}

/** The same, with what was read in earlier runs where that may be trusted. */
export function rememberingParsers(
  world: Pick<World, 'env' | 'installation'>,
  keeping: Keeping,
): () => Promise<Parsers> {
  const loadParsers = parsersFor(world.installation);
  let loading: Promise<Parsers> | undefined;
  return () => (loading ??= withReadings(loadParsers(), world, keeping));
}

/** A hook that judges no migration loads nothing of it. */
async function withReadings(
  loading: Promise<Parsers>,
  world: Pick<World, 'env' | 'installation'>,
  keeping: Keeping,
): Promise<Parsers> {
  const [parsers, { keptReadings }] = await Promise.all([loading, import('./kept-readings.ts')]);
  const readings = await keptReadings(world, keeping);
  return readings === undefined ? parsers : { ...parsers, readings };
}

async function load(wasm: string): Promise<Parsers> {
  keepFirstCompilation();
  joinFewFunctions();
  const [{ readParserBytes }, { loadParsers }] = await Promise.all([
    import('@lockkeeper/host-node/read'),
    import('@lockkeeper/policy-core/parsers'),
  ]);
  return loadParsers(await readParserBytes(wasm));
}

/**
 * V8 compiles PostgreSQL's grammar a second time, better, once it has run a little. That takes longer than a whole
 * run, and the program cannot end before it is done. Here it begins after some ten thousand migrations.
 */
function keepFirstCompilation(): void {
  setFlagsFromString('--wasm-tiering-budget=1000000000');
}

/**
 * V8 compiles a function again together with those that it calls, and again as part of each that calls it. Reading
 * thousands of migrations runs so much code that this takes longer than it saves: less of it, a fifth of what V8
 * does by itself, makes the whole run an eighth shorter.
 */
function joinFewFunctions(): void {
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');
}

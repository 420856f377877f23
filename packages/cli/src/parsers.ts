import { setFlagsFromString } from 'node:v8';

import type { Parsers } from '@lockkeeper/policy-core';

import type { Installation } from './world.ts';

/** Loads the SQL and Python parsers from beside the program, once; called only when a migration is judged. */
export function parsersFor({ wasm }: Installation): () => Promise<Parsers> {
  let loading: Promise<Parsers> | undefined;
  return () => (loading ??= load(wasm));
}

async function load(wasm: string): Promise<Parsers> {
  keepFirstCompilation();
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

import type { Parsers } from '@lockkeeper/policy-core';

import type { CacheRequest } from '../cache/kept-for.ts';
import { tuneV8 } from './v8-flags.ts';
import type { Installation, World } from '../world.ts';

/** Loads the SQL and Python parsers from beside the program, once; called only when a migration is judged. */
export function parsersFor({ wasm }: Installation): () => Promise<Parsers> {
  let loading: Promise<Parsers> | undefined;
  return () => (loading ??= load(wasm));
}

/** The same, with what was read in earlier runs where that may be trusted. */
export function rememberingParsers(
  world: Pick<World, 'env' | 'installation'>,
  keeping: CacheRequest,
): () => Promise<Parsers> {
  const loadParsers = parsersFor(world.installation);
  let loading: Promise<Parsers> | undefined;
  return () => (loading ??= withReadings(loadParsers(), world, keeping));
}

async function withReadings(
  loading: Promise<Parsers>,
  world: Pick<World, 'env' | 'installation'>,
  keeping: CacheRequest,
): Promise<Parsers> {
  const [parsers, { openReadingCache }] = await Promise.all([loading, import('../cache/reading-cache.ts')]);
  const readings = await openReadingCache(world, keeping);
  return readings === undefined ? parsers : { ...parsers, readings };
}

async function load(wasm: string): Promise<Parsers> {
  tuneV8();
  const [{ readParserBytes }, { loadParsers }] = await Promise.all([
    import('./parser-bytes.ts'),
    import('@lockkeeper/policy-core/parsers'),
  ]);
  return loadParsers(await readParserBytes(wasm));
}

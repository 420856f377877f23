import { createCompileCache, type CompileCacheOptions, type CompileCache } from '@lockkeeper/host-node/cache';

import { growNewSpaceAtOnce, tuneV8 } from './v8-flags.ts';

export type { CompileCache };

/** The parts of a program that ends soon, as an earlier run compiled them. */
export function compiledParts(places: CompileCacheOptions): CompileCache {
  tuneV8();
  growNewSpaceAtOnce();
  return createCompileCache(places);
}

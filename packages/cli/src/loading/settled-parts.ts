import { createCompileCache, type CompileCacheOptions, type CompileCache } from '@lockkeeper/host-node/cache';

import { makeRoomAtOnce, settleV8 } from './settle-v8.ts';

export type { CompileCache };

/** The parts of a program that ends soon, as an earlier run compiled them. */
export function settledParts(places: CompileCacheOptions): CompileCache {
  settleV8();
  makeRoomAtOnce();
  return createCompileCache(places);
}

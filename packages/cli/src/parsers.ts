import type { Parsers } from '@lockkeeper/policy-core';

import type { Installation } from './world.ts';

/** Loads the SQL and Python parsers from beside the program; called only when a migration is judged. */
export function parsersFor({ wasm }: Installation): () => Promise<Parsers> {
  return async () => {
    const [{ readParserBytes }, { loadParsers }] = await Promise.all([
      import('@lockkeeper/host-node/read'),
      import('@lockkeeper/policy-core/parsers'),
    ]);
    return loadParsers(await readParserBytes(wasm));
  };
}

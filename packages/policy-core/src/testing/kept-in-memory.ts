import type { KeptOutcomes } from '../engine/kept-outcomes.ts';
import { sha256 } from '../model/sha256.ts';

/** As a host keeps them from one run to the next, and how many of its entries the last run took over. */
export interface KeptInMemory extends KeptOutcomes {
  readonly counts: { known: number; all: number };
}

export function keptInMemory(): KeptInMemory {
  let entries: ReadonlyMap<string, string> = new Map();
  const counts = { known: 0, all: 0 };
  return {
    counts,
    digest: sha256,
    get: (digest) => entries.get(digest),
    replace: (next) => {
      counts.known = [...next].filter(([digest, text]) => entries.get(digest) === text).length;
      counts.all = next.size;
      entries = next;
    },
  };
}

import { readFileSync } from 'node:fs';
import path from 'node:path';

import { digestOf, writeCacheFile, unlessRefused } from './cache-files.ts';

/** How far logs were verified on this machine, as texts. */
export interface CheckpointStore {
  /** @param log Absolute path. */
  get(log: string): string | undefined;
  set(log: string, text: string): void;
}

const MOST_KEPT = 32;

/** Whatever goes wrong, nothing is kept and nobody need know: the next one reads the whole log. */
export function createCheckpointStore(folder: string): CheckpointStore {
  const nameOf = (log: string) => digestOf(log).slice(0, 32);
  return {
    get: (log) => unlessRefused(() => readFileSync(path.join(folder, `checkpoint-${nameOf(log)}`), 'utf8')),
    set: (log, text) => {
      unlessRefused(() => writeCacheFile({ folder, kind: 'checkpoint', most: MOST_KEPT }, nameOf(log), text));
    },
  };
}

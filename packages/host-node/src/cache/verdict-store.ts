import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { VerdictStore } from '@lockkeeper/operations/ports';

import { digestOf, writeCacheFile, unlessRefused } from './cache-files.ts';

export interface CachedVerdicts {
  /** Outside of any repository; made when something is kept. */
  readonly folder: string;
  /** Changes with the program's code: what another one judged is never read. Letters and digits. */
  readonly engine: string;
}

/** A few repositories, each with what somebody goes back and forth between. */
const MOST_KEPT = 16;

/** More than ten thousand findings are not worth it. */
const LONGEST = 16 * 1024 * 1024;

/**
 * Reports, each in a file named by the digest of its inputs and headed by one of its own text. Whatever goes wrong,
 * such as a folder that cannot be written, nothing is kept and nobody need know.
 */
export function createVerdictStore({ folder, engine }: CachedVerdicts): VerdictStore {
  const kept = { folder, kind: 'verdict', most: MOST_KEPT };
  const nameOf = (inputs: string) => `${engine}-${digestOf(inputs).slice(0, 32)}`;
  return {
    get: (inputs) =>
      unlessRefused(() => reportIn(readFileSync(path.join(folder, `verdict-${nameOf(inputs)}`), 'utf8'))),
    set: (inputs, report) => {
      unlessRefused(() => {
        const text = JSON.stringify(report);
        if (text.length <= LONGEST) writeCacheFile(kept, nameOf(inputs), `${digestOf(text)}\n${text}`);
      });
    },
  };
}

/** `undefined` for a file that is damaged. */
function reportIn(file: string): unknown {
  const head = file.indexOf('\n');
  const text = file.slice(head + 1);
  return digestOf(text) === file.slice(0, head) ? JSON.parse(text) : undefined;
}

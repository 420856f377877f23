import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { CachedRun, RunStore } from '@lockkeeper/operations/ports';

import { digestOf, writeCacheFile, unlessRefused } from './cache-files.ts';

export interface CachedRuns {
  /** Outside of any repository; made when something is kept. */
  readonly folder: string;
  /** Changes with the program's code: what another one said is never told. Letters and digits. */
  readonly engine: string;
}

/** A few repositories, each asked in a few ways. */
const MOST_KEPT = 16;

/** More than some ten thousand findings are not worth it. */
const LONGEST = 32 * 1024 * 1024;

/**
 * Runs, each in a file named by the digest of what was asked for and headed by one of its own content. Whatever goes
 * wrong, such as a folder that cannot be written, nothing is kept and nobody need know.
 */
export function createRunStore({ folder, engine }: CachedRuns): RunStore {
  const kept = { folder, kind: 'run', most: MOST_KEPT };
  const nameOf = (inputs: string) => `${engine}-${digestOf(inputs).slice(0, 32)}`;
  return {
    get: (inputs) => unlessRefused(() => runIn(readFileSync(path.join(folder, `run-${nameOf(inputs)}`)))),
    set: (inputs, run) => {
      unlessRefused(() => {
        const content = contentOf(run);
        if (content.length <= LONGEST) writeCacheFile(kept, nameOf(inputs), content);
      });
    },
  };
}

interface Head {
  readonly record: unknown;
  /** Bytes of each text. */
  readonly lengths: readonly number[];
}

const LINE_END = '\n'.charCodeAt(0);

/** The digest, a line of what has to be as it was, and the texts as they are. */
function contentOf({ record, texts }: CachedRun): Buffer {
  const bytes = texts.map((text) => Buffer.from(text));
  const head = JSON.stringify({ record, lengths: bytes.map(({ length }) => length) } satisfies Head);
  const body = Buffer.concat([Buffer.from(`${head}\n`), ...bytes]);
  return Buffer.concat([Buffer.from(`${digestOf(body)}\n`), body]);
}

/** `undefined` for a file that is damaged. */
function runIn(content: Buffer): CachedRun | undefined {
  const digestEnd = content.indexOf(LINE_END);
  const body = content.subarray(digestEnd + 1);
  if (digestOf(body) !== content.toString('latin1', 0, digestEnd)) return undefined;
  const headEnd = body.indexOf(LINE_END);
  const { record, lengths }: Head = JSON.parse(body.toString('utf8', 0, headEnd));
  let start = headEnd + 1;
  const texts = lengths.map((length) => {
    const text = body.toString('utf8', start, start + length);
    start += length;
    return text;
  });
  return { record, texts };
}

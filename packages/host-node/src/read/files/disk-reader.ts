import type { FileContent, Known } from '@lockkeeper/policy-core';

import { createPathResolver } from '../../system/path-resolution.ts';
import { readDiskFile } from './disk-file.ts';

/** Milliseconds that reading may hold up everything else, such as an editor that asks meanwhile. */
const LONGEST_TURN = 10;

interface Waiting {
  readonly path: string;
  readonly answer: (content: Known<FileContent>) => void;
}

/** Reads files below `root`: what is asked for at once is read one after the other, with pauses. */
export function createDiskReader(root: string): (path: string) => Promise<Known<FileContent>> {
  let waiting: Waiting[] = [];
  let next = 0;
  const takeTurn = (): void => {
    const placeOf = createPathResolver(root);
    const end = performance.now() + LONGEST_TURN;
    do {
      const asked = waiting[next];
      next += 1;
      if (asked === undefined) {
        waiting = [];
        next = 0;
        return;
      }
      asked.answer(readDiskFile(asked.path, placeOf));
    } while (performance.now() < end);
    setImmediate(takeTurn);
  };
  return (path) =>
    new Promise((answer) => {
      if (waiting.length === 0) queueMicrotask(takeTurn);
      waiting.push({ path, answer });
    });
}

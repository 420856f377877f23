import { StringDecoder } from 'node:string_decoder';

import { oneLine } from './one-line.ts';

interface LastLines {
  readonly add: (chunk: Buffer) => void;
  all(): readonly string[];
}

const MOST_LINES = 15;
const LONGEST_LINE = 400;
const KEPT = 64 * 1024;

/**
 * The end of what a program says on one of its outputs, however much it says.
 *
 * @param cover takes out what nobody may read, before a line is cut
 */
export function lastLines(cover: (text: string) => string = (text) => text): LastLines {
  const decoder = new StringDecoder('utf8');
  let kept = '';
  return {
    add: (chunk) => {
      kept = (kept + decoder.write(chunk)).slice(-KEPT);
    },
    all: () =>
      cover(kept)
        .split(/\r\n|\n|\r/)
        .map((line) => line.trimEnd())
        .filter((line) => line !== '')
        .slice(-MOST_LINES)
        .map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line)),
  };
}

const MOST_WORDS = 3;

/** The very last of them as the end of a clause; empty where there are none. */
export function finalWords(lines: readonly string[]): string {
  const last = lines.slice(-MOST_WORDS).map(oneLine);
  return last.length === 0 ? '' : `; the last it said: ${last.join(' / ')}`;
}

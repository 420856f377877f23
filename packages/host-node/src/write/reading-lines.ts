import { createHash } from 'node:crypto';

import type { RevisionReading } from '@lockkeeper/policy-core';

/**
 * One reading in a file: the digest of the revision, a check sum of the rest, and the reading as JSON. The text
 * of the revision is not in it. Lines that were cut off, or written into one another, have no such sum.
 */
export function readingLine(key: string, reading: RevisionReading): string {
  const json = JSON.stringify(reading);
  return `${key} ${checkSum(key, json)} ${json}`;
}

/** Where lines start and end in a text, by their keys; of several the last, which was written last. */
export function linesByKey(text: string): ReadonlyMap<string, readonly [number, number]> {
  const lines = new Map<string, readonly [number, number]>();
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    if (end - start > HEAD) {
      const key = text.slice(start, start + KEY);
      // What was asked for most lately stays last.
      lines.delete(key);
      lines.set(key, [start, end]);
    }
    start = end + 1;
  }
  return lines;
}

/** `undefined` for a line that is not whole. */
export function readingIn(line: string): RevisionReading | undefined {
  const [key, sum, json] = [line.slice(0, KEY), line.slice(KEY + 1, HEAD - 1), line.slice(HEAD)];
  if (checkSum(key, json) !== sum) return undefined;
  try {
    const reading: RevisionReading = JSON.parse(json);
    return reading;
  } catch {
    return undefined;
  }
}

/** Of the UTF-16 itself: as UTF-8, two texts with broken characters would be the same. */
export function readingKey(text: string): string {
  return createHash('sha256').update(text, 'utf16le').digest('hex');
}

const KEY = 64;
const SUM = 16;
const HEAD = KEY + 1 + SUM + 1;

function checkSum(key: string, json: string): string {
  return createHash('sha256').update(key).update(json).digest('hex').slice(0, SUM);
}

import { createReadStream } from 'node:fs';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

/**
 * A UTF-8 text of at most so many bytes, without its byte order mark. Not known, with a clause, when there
 * is more or it is no such text; rejects when reading fails. Never holds more than that in memory.
 */
export async function readBoundedText(file: string, mostBytes: number): Promise<Known<string>> {
  const chunks: Buffer[] = [];
  let size = 0;
  // One byte more than may be tells that there is more; a pipe or a device has no size to ask for.
  for await (const chunk of createReadStream(file, { end: mostBytes })) {
    if (!Buffer.isBuffer(chunk)) continue;
    chunks.push(chunk);
    size += chunk.length;
  }
  if (size > mostBytes) return unobserved(`it is larger than ${mostBytes / 1024 / 1024} MB`);
  if (size === 0) return unobserved('it is empty');
  try {
    return observed(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    return unobserved('it is not UTF-8 text');
  }
}

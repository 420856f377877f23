import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What V8 made of one part of the program. */
export interface KeptPart {
  /** SHA-256 of the text it was made of, in hex. */
  readonly source: string;
  readonly code: Buffer;
}

/** By the name of the part's file. */
export type KeptCode = ReadonlyMap<string, KeptPart>;

/** Nothing where the file is missing, or is not exactly as it was written: V8 itself would run what it finds. */
export function readKeptCode(file: string): KeptCode {
  try {
    const bytes = readFileSync(file);
    const content = bytes.subarray(SEAL_BYTES);
    return bytes.subarray(0, SEAL_BYTES).equals(sealOf(content)) ? partsIn(content) : new Map();
  } catch {
    return new Map();
  }
}

/** As {@link readKeptCode} reads it: a seal, the length of a list, the list, and the code of all parts. */
export function keptCodeBytes(parts: KeptCode): Buffer {
  const list = Buffer.from(
    JSON.stringify(Array.from(parts, ([name, { source, code }]) => [name, source, code.length])),
  );
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(list.length);
  const content = Buffer.concat([length, list, ...Array.from(parts.values(), ({ code }) => code)]);
  return Buffer.concat([sealOf(content), content]);
}

const SEAL_BYTES = 32;
const LENGTH_BYTES = 4;

function sealOf(content: Buffer): Buffer {
  return hash('sha256', content, 'buffer');
}

/** The seal has shown that it was written by {@link keptCodeBytes}. */
function partsIn(content: Buffer): KeptCode {
  let start = LENGTH_BYTES + content.readUInt32LE(0);
  const list: readonly (readonly [string, string, number])[] = JSON.parse(
    content.toString('utf8', LENGTH_BYTES, start),
  );
  const parts = new Map<string, KeptPart>();
  for (const [name, source, length] of list) {
    parts.set(name, { source, code: content.subarray(start, start + length) });
    start += length;
  }
  return parts;
}

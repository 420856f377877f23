import { createHash } from 'node:crypto';

import { isWellFormed } from '../text/well-formed.ts';
import { createPacker } from './value-packer.ts';
import { createUnpacker } from './value-unpacker.ts';

/**
 * What one program keeps at a time: a head that tells its length and a check sum, the keys, the dictionary of the
 * values, and the values, in as many lines. Blocks that were cut off, or written into one another, have no such sum.
 */
export function blockOf(kept: readonly (readonly [key: string, value: unknown])[]): Buffer {
  const packer = createPacker();
  const values = kept.map(([, value]) => packer.pack(value));
  const body = Buffer.from(
    [kept.map(([key]) => key).join(''), packer.dictionary(), ...values, ''].join('\n'),
  );
  return Buffer.concat([Buffer.from(`${MARK}${kept.length} ${body.length} ${checkSum(body)}\n`), body]);
}

export interface Block {
  readonly start: number;
  readonly end: number;
  readonly keys: readonly string[];
  /** By the place of its key; `undefined` where the block is damaged. */
  value(index: number): unknown;
}

/** The blocks that may be whole. Only what is asked for is looked at closer. */
export function blocksIn(bytes: Buffer): readonly Block[] {
  const blocks: Block[] = [];
  for (let start = bytes.indexOf(MARK); start >= 0;) {
    const next = bytes.indexOf(MARK, start + MARK.length);
    const block = blockAt(bytes, start, next < 0 ? bytes.length : next);
    if (block !== undefined) blocks.push(block);
    start = next;
  }
  return blocks;
}

/** Of a text; `undefined` for one with broken characters, which as UTF-8 is the same as others. */
export function readingKey(text: string): string | undefined {
  return isWellFormed(text) ? createHash('sha256').update(text).digest('hex') : undefined;
}

/** Begins a line even where the last one was cut off. No other line begins like this. */
const MARK = '\nreadings ';
const HEAD = /^\nreadings (\d{1,9}) (\d{1,9}) ([0-9a-f]{64})\n/;
const LONGEST_HEAD = 100;
const KEY = 64;

function blockAt(bytes: Buffer, start: number, limit: number): Block | undefined {
  const head = HEAD.exec(bytes.toString('latin1', start, Math.min(start + LONGEST_HEAD, limit)));
  const [found = '', count = '', length = '', sum = ''] = head ?? [];
  const from = start + found.length;
  const end = from + Number(length);
  const keysEnd = from + Number(count) * KEY;
  if (head === null || end > limit || keysEnd >= end) return undefined;
  let values: ((index: number) => unknown) | undefined;
  return {
    start,
    end,
    keys: keysIn(bytes.toString('latin1', from, keysEnd)),
    value: (index) => {
      values ??= valuesIn(bytes.subarray(from, end), { keysEnd: keysEnd - from, sum });
      return values(index);
    },
  };
}

function keysIn(text: string): readonly string[] {
  return Array.from({ length: text.length / KEY }, (_, index) => text.slice(index * KEY, (index + 1) * KEY));
}

function valuesIn(
  body: Buffer,
  { keysEnd, sum }: { readonly keysEnd: number; readonly sum: string },
): (index: number) => unknown {
  if (checkSum(body) !== sum) return () => undefined;
  const dictionaryEnd = body.indexOf('\n', keysEnd + 1);
  const unpack = createUnpacker(body.toString('utf8', keysEnd + 1, dictionaryEnd));
  const lines = body.toString('latin1', dictionaryEnd + 1).split('\n');
  return (index) => {
    const line = lines[index];
    return line === undefined ? undefined : unpack(line);
  };
}

function checkSum(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}

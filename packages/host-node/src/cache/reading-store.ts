import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

import type { ReadingStore } from '@lockkeeper/policy-core';

import { blockOf, blocksIn, readingKey, type Block } from './reading-blocks.ts';

export interface CachedReadings {
  /** Outside of any repository; made when something is kept. */
  readonly folder: string;
  /** Changes with the reader's code and grammars: what another one made is never read. Letters and digits. */
  readonly engine: string;
  /** Bytes after which half is forgotten. */
  readonly limit?: number;
}

/** Enough for ten thousand revisions. */
const LIMIT = 16 * 1024 * 1024;

/** Readings that are kept, and forgotten, together. */
const MOST_IN_BLOCK = 250;

/**
 * Readings in one file, to whose end they are added. Several programs may do so at a time. Whatever goes wrong,
 * such as a folder that cannot be written, nothing is kept and nobody need know.
 */
export function createReadingStore({ folder, engine, limit = LIMIT }: CachedReadings): ReadingStore {
  const file = path.join(folder, `readings-${engine}`);
  let kept: ReadonlyMap<string, BlockEntry> | undefined;
  let added: (readonly [string, KeptReading])[] = [];
  const write = (): void => {
    const readings = added;
    added = [];
    if (readings.length > 0) quietly(() => addBlocks({ folder, file, limit }, readings));
  };
  return {
    get: (text) => {
      kept ??= placesIn(quietly(() => readFileSync(file)) ?? NOTHING);
      const key = readingKey(text);
      const place = key === undefined ? undefined : kept.get(key);
      return place && readingAt(place);
    },
    set: (text, reading) => {
      const key = readingKey(text);
      if (key === undefined) return;
      // What one judgement reads is written when it is done; of a long one before, in case it is ended.
      if (added.length === 0) setImmediate(write);
      added.push([key, reading]);
      if (added.length === MOST_IN_BLOCK) write();
    },
  };
}

type KeptReading = NonNullable<ReturnType<ReadingStore['get']>>;

const NOTHING = Buffer.alloc(0);

interface BlockEntry {
  readonly block: Block;
  readonly index: number;
}

/** Of several with one key the last, which was written last. */
function placesIn(bytes: Buffer): ReadonlyMap<string, BlockEntry> {
  const places = new Map<string, BlockEntry>();
  for (const block of blocksIn(bytes)) {
    block.keys.forEach((key, index) => places.set(key, { block, index }));
  }
  return places;
}

/** The check sum says that a program of this engine wrote it. */
function readingAt({ block, index }: BlockEntry): KeptReading | undefined {
  return quietly(() => block.value(index)) as KeptReading | undefined;
}

interface StoreFile {
  readonly folder: string;
  readonly file: string;
  readonly limit: number;
}

function addBlocks(
  { folder, file, limit }: StoreFile,
  readings: readonly (readonly [string, unknown])[],
): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const isNew = quietly(() => statSync(file)) === undefined;
  const blocks: Buffer[] = [];
  for (let start = 0; start < readings.length; start += MOST_IN_BLOCK) {
    blocks.push(blockOf(readings.slice(start, start + MOST_IN_BLOCK)));
  }
  appendFileSync(file, Buffer.concat(blocks), { mode: 0o600 });
  if (statSync(file).size > limit) forgetHalf(file, limit / 2);
  if (isNew) removeOthers(folder, path.basename(file));
}

/** The newest stay. What somebody adds meanwhile is lost, and read anew next time. */
function forgetHalf(file: string, most: number): void {
  const bytes = readFileSync(file);
  const staying: Buffer[] = [];
  let size = 0;
  for (const { start, end } of blocksIn(bytes).toReversed()) {
    size += end - start;
    if (size > most) break;
    staying.push(bytes.subarray(start, end));
  }
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, Buffer.concat(staying.toReversed()), { mode: 0o600 });
  renameSync(temporary, file);
}

const LONGEST_UNUSED = 14 * 24 * 60 * 60 * 1000;

/** Files of engines that nobody has run for two weeks. */
function removeOthers(folder: string, own: string): void {
  for (const name of readdirSync(folder)) {
    if (name === own || !/^readings-\w+/.test(name)) continue;
    const other = path.join(folder, name);
    if (Date.now() - statSync(other).mtimeMs > LONGEST_UNUSED) rmSync(other, { force: true });
  }
}

/** `undefined` where the system refuses. */
function quietly<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

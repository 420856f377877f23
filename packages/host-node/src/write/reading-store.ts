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

import { linesByKey, readingIn, readingKey, readingLine } from './reading-lines.ts';

export interface KeptReadings {
  /** Outside of any repository; made when something is kept. */
  readonly folder: string;
  /** Changes with the reader's code and grammars: what another one made is never read. Letters and digits. */
  readonly engine: string;
  /** Characters after which half is forgotten. */
  readonly limit?: number;
}

/** Enough for ten thousand revisions. */
const LIMIT = 64 * 1024 * 1024;

/**
 * Readings in one file, to whose end they are added. Several programs may do so at a time. Whatever goes wrong,
 * such as a folder that cannot be written, nothing is kept and nobody need know.
 */
export function createReadingStore({ folder, engine, limit = LIMIT }: KeptReadings): ReadingStore {
  const file = path.join(folder, `readings-${engine}.jsonl`);
  let kept: Kept | undefined;
  let added: string[] = [];
  const write = (): void => {
    const lines = added;
    added = [];
    quietly(() => addLines({ folder, file, limit }, lines));
  };
  return {
    get: (text) => {
      kept ??= readKept(file);
      const place = kept.lines.get(readingKey(text));
      return place && readingIn(kept.text.slice(...place));
    },
    set: (text, reading) => {
      // All that one judgement reads is written at once, when it is done.
      if (added.length === 0) setImmediate(write);
      added.push(readingLine(readingKey(text), reading));
    },
  };
}

interface Kept {
  readonly text: string;
  readonly lines: ReturnType<typeof linesByKey>;
}

function readKept(file: string): Kept {
  const text = quietly(() => readFileSync(file, 'utf8')) ?? '';
  return { text, lines: linesByKey(text) };
}

interface Target {
  readonly folder: string;
  readonly file: string;
  readonly limit: number;
}

function addLines({ folder, file, limit }: Target, lines: readonly string[]): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const isNew = quietly(() => statSync(file)) === undefined;
  // Begins a line even where the last one was cut off.
  appendFileSync(file, `\n${lines.join('\n')}\n`, { mode: 0o600 });
  if (statSync(file).size > limit) forgetHalf(file, limit / 2);
  if (isNew) removeOthers(folder, path.basename(file));
}

/** The newest stay. What somebody adds meanwhile is lost, and read anew next time. */
function forgetHalf(file: string, most: number): void {
  const { text, lines } = readKept(file);
  const staying: string[] = [];
  let size = 0;
  for (const place of [...lines.values()].toReversed()) {
    const line = text.slice(...place);
    size += line.length + 1;
    if (size > most) break;
    staying.push(line);
  }
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, `${staying.toReversed().join('\n')}\n`, { mode: 0o600 });
  renameSync(temporary, file);
}

const LONGEST_UNUSED = 14 * 24 * 60 * 60 * 1000;

/** Files of engines that nobody has run for two weeks. */
function removeOthers(folder: string, own: string): void {
  for (const name of readdirSync(folder)) {
    if (name === own || !/^readings-\w+\.jsonl/.test(name)) continue;
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

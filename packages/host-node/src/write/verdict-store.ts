import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { VerdictStore } from '@lockkeeper/operations/ports';

export interface KeptVerdicts {
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
export function createVerdictStore({ folder, engine }: KeptVerdicts): VerdictStore {
  const fileOf = (inputs: string) => path.join(folder, `verdict-${engine}-${digestOf(inputs).slice(0, 32)}`);
  return {
    get: (inputs) => quietly(() => reportIn(readFileSync(fileOf(inputs), 'utf8'))),
    set: (inputs, report) => {
      quietly(() => {
        const text = JSON.stringify(report);
        if (text.length > LONGEST) return;
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        replaceFile(fileOf(inputs), `${digestOf(text)}\n${text}`);
        removeOldest(folder);
      });
    },
  };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** `undefined` for a file that is damaged. */
function reportIn(file: string): unknown {
  const head = file.indexOf('\n');
  const text = file.slice(head + 1);
  return digestOf(text) === file.slice(0, head) ? JSON.parse(text) : undefined;
}

/** Whoever reads meanwhile sees the old file or the new one. */
function replaceFile(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, file);
}

/** Also those of other engines, and what a program left behind that was stopped while it wrote. */
function removeOldest(folder: string): void {
  const verdicts = readdirSync(folder)
    .filter((name) => name.startsWith('verdict-'))
    .map((name) => path.join(folder, name))
    .map((file) => ({ file, time: statSync(file).mtimeMs }))
    .toSorted((one, other) => other.time - one.time);
  for (const { file } of verdicts.slice(MOST_KEPT)) rmSync(file, { force: true });
}

/** `undefined` where the system refuses. */
function quietly<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

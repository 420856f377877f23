import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What is kept under one kind of name in a folder. */
export interface CacheFiles {
  /** Outside of any repository; made when something is kept. */
  readonly folder: string;
  /** Names begin with it and a hyphen. */
  readonly kind: string;
  /** The newest stay. */
  readonly most: number;
}

export function digestOf(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Whoever reads meanwhile sees the old file or the new one. Throws where the system refuses. */
export function writeCacheFile(
  { folder, kind, most }: CacheFiles,
  name: string,
  content: string | Uint8Array,
): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${kind}-${name}`);
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, content, { mode: 0o600 });
  renameSync(temporary, file);
  removeOldest(folder, kind, most);
}

/** Also those of other engines, and what a program left behind that was stopped while it wrote. */
function removeOldest(folder: string, kind: string, most: number): void {
  const kept = readdirSync(folder)
    .filter((name) => name.startsWith(`${kind}-`))
    .map((name) => path.join(folder, name))
    .map((file) => ({ file, time: statSync(file).mtimeMs }))
    .toSorted((one, other) => other.time - one.time);
  for (const { file } of kept.slice(most)) rmSync(file, { force: true });
}

/** `undefined` where the system refuses. */
export function unlessRefused<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

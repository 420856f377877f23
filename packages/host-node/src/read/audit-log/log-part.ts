import { isUtf8 } from 'node:buffer';
import { constants, open, type FileHandle } from 'node:fs/promises';

import type { LogPart } from '@lockkeeper/operations/ports';

import { errorCode } from '../../system/error-code.ts';

const LINE_END = 0x0a;

/** What stands in a log from a byte on; `undefined` where there is no such file. Rejects with what the system says. */
export async function logPart(location: Buffer, from: number): Promise<LogPart | undefined> {
  return await readingFile(location, async (file) => {
    const { size } = await file.stat();
    // Shorter than it was: there is nothing behind that byte.
    if (size < from) return { text: '', isUtf8: true, wholeBytes: size };
    return partAt(from, await bytesBetween(file, from, size));
  });
}

/** The same of a log that is at hand as a whole. */
export function partOf(log: Buffer, from: number): LogPart {
  return log.length < from
    ? { text: '', isUtf8: true, wholeBytes: log.length }
    : partAt(from, log.subarray(from));
}

function partAt(from: number, bytes: Buffer): LogPart {
  const wholeBytes = from + bytes.lastIndexOf(LINE_END) + 1;
  return { text: bytes.toString('utf8'), isUtf8: isUtf8(bytes), wholeBytes };
}

/** Fewer where the file ends before. */
export async function bytesBetween(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.alloc(to - from);
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, from + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

/** `undefined` where there is no such file. A symbolic link is not followed. */
export async function readingFile<T>(
  location: Buffer,
  work: (file: FileHandle) => Promise<T>,
): Promise<T | undefined> {
  const file = await open(location, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(
    (error: unknown) => {
      if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return undefined;
      throw error;
    },
  );
  if (file === undefined) return undefined;
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

/** Beside `audit.jsonl`: `audit.end.json` names its last entry, `audit.torn` keeps what was cut off. */
export function besideLog(name: string): { readonly ending: string; readonly keptIn: string } {
  const stem = name.replace(/\.jsonl$/, '');
  return { ending: `${stem}.end.json`, keptIn: `${stem}.torn` };
}

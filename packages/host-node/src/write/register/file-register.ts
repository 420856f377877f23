import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import type { Register, RegisterState } from '@lockkeeper/operations/ports';

import { errorCode } from '../../system/error-code.ts';
import { bytesFromPath } from '../../text/path-bytes.ts';
import { asFileWriteError } from '../files/file-write-error.ts';
import { makeNewFile } from '../files/write-new-file.ts';

/**
 * A register in a folder of its own: each version is a file with its number for a name, the highest is the
 * text. A file is made whole or not at all, and only where there was none of its name: of those who saw the
 * same version, one makes the next. A killed process leaves nothing behind that stands in the way.
 */
export function createFileRegister(folder: string): Register {
  return {
    read: () => readHighest(folder),
    swap: async (seen, text) => {
      const version = Number(seen.version) + 1;
      return (await makeNext(folder, version, text)) ? { version: String(version), text } : undefined;
    },
  };
}

async function readHighest(folder: string): Promise<RegisterState> {
  for (;;) {
    const version = highestOf(await versionsIn(folder));
    if (version === 0) return { version: '0', text: undefined };
    const text = await textOf(folder, version);
    // Gone: others went on meanwhile and tidied up.
    if (text !== undefined) return { version: String(version), text };
  }
}

async function makeNext(folder: string, version: number, text: string): Promise<boolean> {
  const file = fileOf(folder, version);
  const location = bytesFromPath(file);
  try {
    await mkdir(folder, { recursive: true });
    await makeNewFile({ location, folder: bytesFromPath(folder) }, text);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw asFileWriteError(error, file);
  }
  const versions = await versionsIn(folder);
  if (highestOf(versions) >= version + KEPT) {
    // Others had gone on so far that the file of this version was tidied up before it was made here.
    await rm(location, { force: true });
    return false;
  }
  const old = versions.filter((other) => other <= version - KEPT);
  await Promise.all(old.map((other) => rm(fileOf(folder, other), { force: true })));
  return true;
}

/**
 * So many of the last versions stay, so that a process that was held up for long finds the file of its next
 * version taken. The highest is never removed: the count never goes back.
 */
const KEPT = 16;

function highestOf(versions: readonly number[]): number {
  return versions.reduce((most, version) => Math.max(most, version), 0);
}

async function versionsIn(folder: string): Promise<readonly number[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => NAME.test(name)).map((name) => Number(name));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    // Who reads it is about to write there.
    throw asFileWriteError(error, folder);
  }
}

const NAME = /^[0-9]{12}$/;

function fileOf(folder: string, version: number): string {
  return path.join(folder, String(version).padStart(12, '0'));
}

async function textOf(folder: string, version: number): Promise<string | undefined> {
  try {
    return await readFile(fileOf(folder, version), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

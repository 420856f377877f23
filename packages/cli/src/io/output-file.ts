import { randomUUID } from 'node:crypto';
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { failureReason } from '../errors/failure-reason.ts';
import { CliError } from '../errors/cli-error.ts';

interface OutputFile {
  /** As the user wrote it, relative to `cwd`. */
  readonly file: string;
  readonly cwd: string;
  readonly text: string;
}

/** Writes what the user asked for where they asked for it, whole or not at all. */
export async function writeOutputFile({ file, cwd, text }: OutputFile): Promise<void> {
  const named = path.resolve(cwd, file);
  try {
    const there = await stat(named).catch(() => undefined);
    // Renaming onto /dev/stdout or a pipe would replace it by a file.
    if (there !== undefined && !there.isFile()) await writeFile(named, text);
    else await replaceWhole(there === undefined ? named : await realpath(named), text);
  } catch (error) {
    throw new CliError('technical', `${file} could not be written: ${failureReason(error)}.`);
  }
}

async function replaceWhole(target: string, text: string): Promise<void> {
  const beside = `${target}.${randomUUID()}.part`;
  try {
    await writeFile(beside, text, { flag: 'wx' });
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

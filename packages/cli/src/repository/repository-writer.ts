import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { createFileWriter, isFileWriteError, writeNewFile } from '@lockkeeper/host-node/write';
import type { FileWriter } from '@lockkeeper/operations/ports';
import { displayText } from '@lockkeeper/policy-core';

import { failureReason } from '../errors/failure-reason.ts';
import type { Repository } from './repository.ts';
import { CliError } from '../errors/cli-error.ts';

export function writerFor({ root }: Repository): FileWriter {
  return createFileWriter(root);
}

/** Writes a file of the repository, new or not, whole or not at all. */
export async function writeAtomically(
  { root, observers }: Repository,
  file: { readonly path: string; readonly text: string },
): Promise<void> {
  const before = await observers.files.read(file.path);
  const isNew = before.known && before.value.kind === 'absent';
  try {
    if (!isNew) return await createFileWriter(root).replace(file.path, file.text);
    const target = path.join(root, file.path);
    await mkdir(path.dirname(target), { recursive: true });
    await writeNewFile(target, file.text);
  } catch (error) {
    throw writeError(error, file.path);
  }
}

/** @param then what else there is to say, in sentences */
export function writeError(error: unknown, file: string, then = ''): CliError {
  const what = isFileWriteError(error) ? error.message : `${file} was not written: ${failureReason(error)}.`;
  return new CliError('technical', [displayText(what), then].filter((part) => part !== '').join(' '));
}

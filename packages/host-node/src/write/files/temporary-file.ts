import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';

import { errorCode } from '../../system/error-code.ts';
import { joinBytes } from '../../text/path-bytes.ts';

/**
 * Writes a whole new file beside the target and forces it to the disk, then lets `place` move it there.
 * Whatever fails, the new file is removed again and the target was not touched.
 */
export async function throughTemporaryFile(
  { folder, mode }: { readonly folder: Buffer; readonly mode: number },
  fill: (file: FileHandle) => Promise<void>,
  place: (temporary: Buffer) => Promise<void>,
): Promise<void> {
  const temporary = joinBytes(folder, `.lockkeeper-${process.pid}-${randomBytes(6).toString('hex')}.tmp`);
  const file = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode);
  try {
    await filledAndClosed(file, fill);
    await place(temporary);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await forceFolder(folder);
}

async function filledAndClosed(file: FileHandle, fill: (file: FileHandle) => Promise<void>): Promise<void> {
  try {
    await fill(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Until the folder is on the disk, a power cut may bring the old file back; it is never half a file. */
export async function forceFolder(folder: Buffer): Promise<void> {
  try {
    const handle = await open(folder, constants.O_RDONLY);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    // Windows and some network drives cannot do this for a folder; the file is in place all the same.
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'EBADF'].includes(errorCode(error) ?? '')) {
      throw error;
    }
  }
}

/** Whether a file was to be moved to another name, and is beside it still. */
export function isTemporaryName(name: string): boolean {
  return /^\.lockkeeper-\d+-[0-9a-f]{12}\.tmp$/.test(name);
}

import { copyFile, constants, link, rm } from 'node:fs/promises';
import path from 'node:path';

import { errorCode } from '../../system/error-code.ts';
import { bytesFromPath } from '../../text/path-bytes.ts';
import { asFileWriteError } from './file-write-error.ts';
import { throughTemporaryFile } from './temporary-file.ts';

/** Makes a file that was not there: whole or not at all. Rejects with a `FileWriteError`. */
export async function writeNewFile(target: string, text: string): Promise<void> {
  const place = path.resolve(target);
  const location = bytesFromPath(place);
  try {
    await makeNewFile({ location, folder: bytesFromPath(path.dirname(place)) }, text);
  } catch (error) {
    throw asFileWriteError(error, target);
  }
}

/** Rejects with what the system says. */
export async function makeNewFile(
  { location, folder }: { readonly location: Buffer; readonly folder: Buffer },
  text: string,
): Promise<void> {
  await throughTemporaryFile(
    { folder, mode: 0o666 },
    (file) => file.writeFile(text, 'utf8'),
    (temporary) => moveWithoutReplacing(temporary, location),
  );
}

/** `rename` would replace what somebody else wrote meanwhile; a second name for the file does not. */
async function moveWithoutReplacing(temporary: Buffer, location: Buffer): Promise<void> {
  try {
    await link(temporary, location);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK'].includes(errorCode(error) ?? '')) throw error;
    // The disk knows no second names, as on FAT.
    await copyFile(temporary, location, constants.COPYFILE_EXCL);
  }
  await rm(temporary);
}

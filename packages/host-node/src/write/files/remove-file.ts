import { lstat, unlink } from 'node:fs/promises';

import { asFileWriteError, fileWriteError } from './file-write-error.ts';
import { writablePlace } from './writable-place.ts';

/** Takes a regular file of the repository away. Rejects with a `FileWriteError` where it is another thing, or lies behind a link. */
export async function removeFile(root: string, path: string): Promise<void> {
  try {
    const { location } = await writablePlace(root, path);
    if (!(await lstat(location)).isFile())
      throw fileWriteError('failed', path, 'it is not a regular file. Name a file.');
    await unlink(location);
  } catch (error) {
    throw asFileWriteError(error, path);
  }
}

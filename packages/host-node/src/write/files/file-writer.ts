import type { Stats } from 'node:fs';
import { access, constants, lstat, mkdir, open, rename, type FileHandle } from 'node:fs/promises';

import type { FileWriter } from '@lockkeeper/operations/ports';

import { errorCode } from '../../system/error-code.ts';
import { isNotFound } from '../../system/path-resolution.ts';
import { encode, encodingOf } from '../../text/text-encoding.ts';
import { asFileWriteError, fileWriteError } from './file-write-error.ts';
import { throughTemporaryFile } from './temporary-file.ts';
import { writablePlace } from './writable-place.ts';
import { makeNewFile } from './write-new-file.ts';

/**
 * What decides about the encoding: a byte order mark, or a comment in the first two lines. No file is read
 * that is larger, and a line may be as long as its file.
 */
const BYTES_THAT_DECIDE = 8 * 1024 * 1024;

/** Every rejection is a `FileWriteError`. */
export function createFileWriter(root: string): FileWriter {
  return {
    replace: async (path, text) => {
      try {
        await replaceFile(root, path, text);
      } catch (error) {
        throw asFileWriteError(error, path);
      }
    },
    create: async (path, text) => {
      try {
        await createFile(root, path, text);
      } catch (error) {
        throw asFileWriteError(error, path);
      }
    },
  };
}

async function createFile(root: string, path: string, text: string): Promise<void> {
  const { location, folder } = await writablePlace(root, path);
  await mkdir(folder, { recursive: true });
  await makeNewFile({ location, folder }, text);
}

async function replaceFile(root: string, path: string, text: string): Promise<void> {
  const { location, folder } = await writablePlace(root, path);
  const before = await writableFile(path, location);
  const bytes = await encodedLike(path, location, text);
  await throughTemporaryFile(
    { folder, mode: 0o600 },
    async (file) => {
      await file.writeFile(bytes);
      await giveLikeness(file, before);
    },
    (temporary) => rename(temporary, location),
  );
}

/** A rename would replace a read-only file without asking, so it is asked here. */
async function writableFile(path: string, location: Buffer): Promise<Stats> {
  const found = await lstat(location).catch((error: unknown) => {
    throw isNotFound(error) ? fileWriteError('failed', path, 'there is no such file any more.') : error;
  });
  if (found.isSymbolicLink()) throw fileWriteError('symlink', path);
  if (!found.isFile()) throw fileWriteError('failed', path, 'it is not a regular file. Name a file.');
  if ((found.mode & 0o222) === 0) throw fileWriteError('denied', path);
  await access(location, constants.W_OK);
  return found;
}

/** The new text in the encoding of the old one, byte order mark included. */
async function encodedLike(path: string, location: Buffer, text: string): Promise<Buffer> {
  const found = encodingOf(path, await firstBytes(location));
  const bytes = 'encoding' in found ? encode(text, found.encoding) : undefined;
  if (bytes === undefined) {
    throw fileWriteError('failed', path, 'its encoding cannot hold the new text. Save it as UTF-8 first.');
  }
  return bytes;
}

async function firstBytes(location: Buffer): Promise<Buffer> {
  const file = await open(location, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const chunks: Buffer[] = [];
    const stream = file.createReadStream({ start: 0, end: BYTES_THAT_DECIDE - 1, autoClose: false });
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}

/** Owner first: changing it clears bits of the mode. */
async function giveLikeness(file: FileHandle, before: Stats): Promise<void> {
  const now = await file.stat();
  if (now.uid !== before.uid || now.gid !== before.gid) {
    await file.chown(before.uid, before.gid).catch((error: unknown) => {
      // Only root may give files away; git, too, leaves them with the one who wrote them.
      if (errorCode(error) !== 'EPERM') throw error;
    });
  }
  await file.chmod(before.mode & 0o7777);
}

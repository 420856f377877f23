import { constants, mkdir, open, rename, type FileHandle } from 'node:fs/promises';

import type { LogPart } from '@lockkeeper/operations/ports';

import { bytesBetween, logPart, readingFile } from '../../read/audit-log/log-part.ts';
import { forceFolder, throughTemporaryFile } from '../files/temporary-file.ts';

interface FileLocation {
  readonly location: Buffer;
  readonly folder: Buffer;
}

const NO_LINK = constants.O_NOFOLLOW ?? 0;

/** `undefined` where there is no such file. */
export async function textOf({ location }: FileLocation): Promise<string | undefined> {
  return await readingFile(location, async (file) => await file.readFile('utf8'));
}

/** `undefined` where there is no such file. */
export async function bytesOf({ location }: FileLocation): Promise<Buffer | undefined> {
  return await readingFile(location, async (file) => await file.readFile());
}

export async function partFrom({ location }: FileLocation, bytes: number): Promise<LogPart> {
  return (await logPart(location, bytes)) ?? { text: '', isUtf8: true, wholeBytes: 0 };
}

/** On the disk when it resolves. Where it rejects, the file is as it was, unless the machine stops meanwhile. */
export async function appendDurably({ location, folder }: FileLocation, bytes: Buffer): Promise<number> {
  await mkdir(folder, { recursive: true });
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | NO_LINK;
  const file = await open(location, flags, 0o644);
  try {
    const { size } = await file.stat();
    await writeWhole(file, { bytes, before: size });
    // A new file is there after a power cut only once its name is.
    if (size === 0) await forceFolder(folder);
    return size + bytes.length;
  } finally {
    await file.close();
  }
}

async function writeWhole(
  file: FileHandle,
  { bytes, before }: { readonly bytes: Buffer; readonly before: number },
): Promise<void> {
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await file.truncate(before);
    throw error;
  }
}

/** What is cut off is kept first, each piece on lines of its own: nothing is lost at any moment. */
export async function cutInto(place: FileLocation, kept: FileLocation, bytes: number): Promise<void> {
  const file = await open(place.location, constants.O_RDWR | NO_LINK);
  try {
    const { size } = await file.stat();
    const rest = await bytesBetween(file, bytes, size);
    await appendDurably(kept, Buffer.concat([rest, Buffer.from('\n')]));
    await file.truncate(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function replaceDurably({ location, folder }: FileLocation, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await throughTemporaryFile(
    { folder, mode: 0o644 },
    async (file) => await file.writeFile(text, 'utf8'),
    async (temporary) => await rename(temporary, location),
  );
}

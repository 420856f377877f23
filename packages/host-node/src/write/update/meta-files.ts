import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

import type { MetaFiles } from '@lockkeeper/operations/ports';
import { observed, unobserved } from '@lockkeeper/policy-core';

import { contentOfBytes } from '../../read/files/file-bytes.ts';
import { errorCode } from '../../system/error-code.ts';
import { bytesFromPath } from '../../text/path-bytes.ts';
import { asFileWriteError } from '../files/file-write-error.ts';
import { forceFolder, isTemporaryName, throughTemporaryFile } from '../files/temporary-file.ts';

/** The service touches it whenever it has saved. */
const SAVE_MARK = 'last_save';

/** Nobody writes one file for so long. The supervisor, and who reads the journal, write there as well. */
const WRITING_MS = 24 * 60 * 60 * 1000;

/** @param folder absolute */
export function createMetaFiles(folder: string): MetaFiles {
  const at = (name: string) => path.join(folder, name);
  return {
    read: async (name) => {
      try {
        return contentOfBytes(name, await readFile(at(name)));
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return { kind: 'absent' };
        return { kind: 'unreadable', problem: `it cannot be read (${errorCode(error) ?? 'unknown'})` };
      }
    },
    write: async (name, text) => {
      try {
        await mkdir(folder, { recursive: true });
        await throughTemporaryFile(
          { folder: bytesFromPath(folder), mode: 0o644 },
          async (file) => await file.writeFile(text, 'utf8'),
          async (temporary) => await rename(temporary, at(name)),
        );
      } catch (error) {
        throw asFileWriteError(error, name);
      }
    },
    remove: async (name) => {
      await rm(at(name), { force: true });
      await forceFolder(bytesFromPath(folder));
    },
    removeRemains: async () => {
      for (const name of (await readdir(folder)).filter(isTemporaryName)) {
        const found = await stat(at(name)).catch(() => undefined);
        if (found !== undefined && Date.now() - found.mtimeMs > WRITING_MS)
          await rm(at(name), { force: true });
      }
    },
    savedAt: async () => {
      try {
        return observed((await stat(at(SAVE_MARK))).mtime.toISOString());
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return observed(undefined);
        return unobserved(`${SAVE_MARK} cannot be looked at (${errorCode(error) ?? 'unknown'})`);
      }
    },
  };
}

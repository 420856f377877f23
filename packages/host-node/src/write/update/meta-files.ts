import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

import type { MetaFiles } from '@lockkeeper/operations/ports';
import { observed, unobserved } from '@lockkeeper/policy-core';

import { contentOfBytes } from '../../read/files/file-bytes.ts';
import { errorCode } from '../../system/error-code.ts';
import { bytesFromPath } from '../../text/path-bytes.ts';
import { forceFolder, throughTemporaryFile } from '../files/temporary-file.ts';

/** The service touches it whenever it has saved. */
const SAVE_MARK = 'last_save';

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
      await mkdir(folder, { recursive: true });
      await throughTemporaryFile(
        { folder: bytesFromPath(folder), mode: 0o644 },
        async (file) => await file.writeFile(text, 'utf8'),
        async (temporary) => await rename(temporary, at(name)),
      );
    },
    remove: async (name) => {
      await rm(at(name), { force: true });
      await forceFolder(bytesFromPath(folder));
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

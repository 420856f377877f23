import path from 'node:path';

import type { LogStore, OpenLog } from '@lockkeeper/operations/ports';
import type { FileContent } from '@lockkeeper/policy-core';

import { besideLog } from '../../read/audit-log/log-part.ts';
import { contentOfBytes } from '../../read/files/file-bytes.ts';
import { asFileWriteError } from '../files/file-write-error.ts';
import { withRegisterLock } from '../register/register-lock.ts';
import { createFileRegister } from '../register/file-register.ts';
import { writablePlace } from '../files/writable-place.ts';
import { appendDurably, bytesOf, cutInto, partFrom, replaceDurably, textOf } from './log-file.ts';

/**
 * @param root Paths of logs count from here.
 * @param locks Folder of what keeps two processes from writing at once; not under version control.
 */
export function createLogStore({ root, locks }: { readonly root: string; readonly locks: string }): LogStore {
  return {
    exclusively: async (name, work) => {
      const register = createFileRegister(path.join(locks, encodeURIComponent(name)));
      return await withRegisterLock({ register, what: name }, async () => await work(openLog(root, name)));
    },
  };
}

function openLog(root: string, name: string): OpenLog {
  const { ending, keptIn } = besideLog(name);
  const at = async <T>(file: string, work: (place: WritableLocation) => Promise<T>): Promise<T> => {
    try {
      return await work(await writablePlace(root, file));
    } catch (error) {
      throw asFileWriteError(error, file);
    }
  };
  return {
    keptIn,
    end: async () => await at(ending, textOf),
    since: async (bytes) => await at(name, async (place) => await partFrom(place, bytes)),
    append: async (text) => await at(name, async (place) => await appendDurably(place, Buffer.from(text))),
    cut: async (bytes) =>
      await at(name, async (place) => await at(keptIn, async (kept) => await cutInto(place, kept, bytes))),
    record: async (record) => await at(record, async (place) => contentOf(record, await bytesOf(place))),
    writeRecord: async (record, text) => await at(record, async (place) => await replaceDurably(place, text)),
    writeEnd: async (text) => await at(ending, async (place) => await replaceDurably(place, text)),
  };
}

function contentOf(record: string, bytes: Buffer | undefined): FileContent {
  return bytes === undefined ? { kind: 'absent' } : contentOfBytes(record, bytes);
}

type WritableLocation = Awaited<ReturnType<typeof writablePlace>>;

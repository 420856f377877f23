import type { OpenLog } from '@lockkeeper/operations/ports';

import { besideLog, partOf } from '../../read/audit-log/log-part.ts';
import { contentOfBytes } from '../../read/files/file-bytes.ts';
import type { RecordFiles } from './record-files.ts';

const NOTHING = Buffer.alloc(0);

/** A log that is changed in memory: all of it becomes one commit. */
export function logInCommit(files: RecordFiles, name: string): OpenLog {
  const { ending, keptIn } = besideLog(name);
  const bytesOf = async (path: string) => (await files.read(path)) ?? NOTHING;
  const addTo = async (path: string, more: readonly Uint8Array[]): Promise<number> => {
    const bytes = Buffer.concat([await bytesOf(path), ...more]);
    files.write(path, bytes);
    return bytes.length;
  };
  return {
    keptIn,
    end: async () => (await files.read(ending))?.toString('utf8'),
    since: async (bytes) => partOf(await bytesOf(name), bytes),
    append: async (text) => await addTo(name, [Buffer.from(text)]),
    cut: async (bytes) => {
      const log = await bytesOf(name);
      await addTo(keptIn, [log.subarray(bytes), Buffer.from('\n')]);
      files.write(name, log.subarray(0, bytes));
    },
    writeEnd: async (text) => {
      files.write(ending, Buffer.from(text));
      await Promise.resolve();
    },
    record: async (path) => {
      const bytes = await files.read(path);
      return bytes === undefined ? { kind: 'absent' } : contentOfBytes(path, bytes);
    },
    writeRecord: async (path, text) => {
      files.write(path, Buffer.from(text));
      await Promise.resolve();
    },
  };
}

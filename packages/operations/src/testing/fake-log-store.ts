import type { LogStore, OpenLog } from '../ports/index.ts';

/** What a machine can die of in the middle of something, and the disk then holds. */
export class MachineStopped extends Error {}

/** Logs in memory, as they would stand on a disk. */
export interface FakeLogs {
  readonly store: LogStore;
  /** Every file, by path. */
  readonly files: Map<string, string>;
  /** The machine stops in the middle of the `steps`-th change from now on: only part of it reaches the disk. */
  stopIn(steps: number, part?: number): void;
}

/** Texts hold ASCII only: a character is a byte. */
export function fakeLogs(): FakeLogs {
  const files = new Map<string, string>();
  let [left, part] = [Number.POSITIVE_INFINITY, 0];
  const change = (whole: () => void, half: (part: number) => void) => {
    left -= 1;
    if (left > 0) {
      whole();
      return;
    }
    left = Number.POSITIVE_INFINITY;
    half(part);
    throw new MachineStopped();
  };
  const textOf = (path: string) => files.get(path) ?? '';
  const addTo = (path: string, text: string) => files.set(path, textOf(path) + text);
  return {
    files,
    stopIn: (steps, share = 0) => {
      [left, part] = [steps, share];
    },
    store: { exclusively: async (path, work) => await work(openLog(path)) },
  };

  function openLog(path: string): OpenLog {
    const [ending, keptIn] = [`${path}.end`, `${path}.torn`];
    return {
      keptIn,
      end: async () => await Promise.resolve(files.get(ending)),
      since: async (bytes) => {
        const text = textOf(path);
        const wholeBytes = Math.max(text.lastIndexOf('\n') + 1, Math.min(bytes, text.length));
        return await Promise.resolve({ text: text.slice(bytes), isUtf8: true, wholeBytes });
      },
      append: async (text) => {
        change(
          () => addTo(path, text),
          (share) => addTo(path, text.slice(0, Math.floor(text.length * share))),
        );
        return await Promise.resolve(textOf(path).length);
      },
      cut: async (bytes) => {
        const rest = `${textOf(path).slice(bytes)}\n`;
        change(
          () => addTo(keptIn, rest),
          () => undefined,
        );
        change(
          () => files.set(path, textOf(path).slice(0, bytes)),
          () => undefined,
        );
        await Promise.resolve();
      },
      record: async (record) => {
        const text = files.get(record);
        return await Promise.resolve(text === undefined ? { kind: 'absent' } : { kind: 'text', text });
      },
      writeRecord: async (record, text) => {
        change(
          () => files.set(record, text),
          (share) => share >= 1 && files.set(record, text),
        );
        await Promise.resolve();
      },
      writeEnd: async (text) => {
        change(
          () => files.set(ending, text),
          (share) => share >= 1 && files.set(ending, text),
        );
        await Promise.resolve();
      },
    };
  }
}

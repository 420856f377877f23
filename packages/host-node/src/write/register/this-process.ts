import { readFile, readlink } from 'node:fs/promises';
import os from 'node:os';

import { errorCode } from '../../system/error-code.ts';

/** A process, told apart from every other that ever ran. What the system does not tell is ''. */
export interface ProcessMark {
  readonly host: string;
  /** Which start of the machine. */
  readonly boot: string;
  /** Where its number counts: two containers may each have a process 7. */
  readonly numbering: string;
  readonly pid: number;
  /** When it began, in the system's own ticks. */
  readonly started: string;
}

export async function thisProcess(): Promise<ProcessMark> {
  return await markOf(process.pid);
}

/** `undefined`: it runs on another machine or in another container, and cannot be asked for from here. */
export async function isRunning(mark: ProcessMark): Promise<boolean | undefined> {
  const now = await markOf(mark.pid);
  if (now.host !== mark.host) return undefined;
  if (now.boot !== mark.boot) return false;
  if (now.numbering !== mark.numbering) return undefined;
  // Numbers of processes are given again after a while.
  return respondsToSignals(mark.pid) && now.started === mark.started;
}

/** A process by its number, as it runs now. */
export async function markOf(pid: number): Promise<ProcessMark> {
  const [boot, numbering, started] = await Promise.all([
    told(readFile('/proc/sys/kernel/random/boot_id', 'utf8')),
    told(readlink('/proc/self/ns/pid')),
    told(readFile(`/proc/${pid}/stat`, 'utf8')),
  ]);
  return { host: os.hostname(), boot: boot.trim(), numbering, pid, started: startTimeIn(started) };
}

/**
 * The 22nd field of the line; the second, a name in parentheses, may hold anything. What has ended, and whose end nobody has
 * asked about, has none.
 */
function startTimeIn(line: string): string {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return /^[ZX]/.test(fields[0] ?? '') ? '' : (fields[19] ?? '');
}

/** Whether somebody wrote such a mark down. */
export function isProcessMark(value: unknown): value is ProcessMark {
  if (typeof value !== 'object' || value === null) return false;
  const texts = ['host', 'boot', 'numbering', 'started'].map((key): unknown => Reflect.get(value, key));
  return texts.every((text) => typeof text === 'string') && 'pid' in value && typeof value.pid === 'number';
}

/** Only Linux has these files; and that of a process is gone with it. */
async function told(asked: Promise<string>): Promise<string> {
  return await asked.catch((error: unknown) => {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes(errorCode(error) ?? '')) return '';
    throw error;
  });
}

function respondsToSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, but belongs to somebody else.
    return errorCode(error) === 'EPERM';
  }
}

import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';

import type { HostOutcome } from '@lockkeeper/operations/ports';

import { DONE } from './host-program.ts';

/**
 * Whether nothing is mounted below a folder: a mount point can be neither removed nor replaced, so that a rollback would end
 * between what it removed and what it brings back.
 *
 * @param untouched names in it that no rollback touches
 */
export async function mustBeOneDisk(folder: string, untouched: readonly string[]): Promise<HostOutcome> {
  const real = await realpath(folder);
  const below = (await mountPoints()).find((place) => {
    const from = path.relative(real, place);
    const [first = ''] = from.split('/');
    return from !== '' && first !== '..' && !untouched.includes(first);
  });
  if (below === undefined) return DONE;
  const why = `${below} is a disk of its own within the data, which no rollback could bring back; mount it as ${folder}, or outside of it`;
  return { kind: 'failed', why };
}

/** Those that this process sees: https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html */
async function mountPoints(): Promise<readonly string[]> {
  const lines = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n');
  return lines.flatMap((line) => {
    const place = line.split(' ')[4];
    // A blank, for one, is written as \040.
    return place === undefined ? [] : [place.replace(/\\([0-7]{3})/g, (_, code: string) => octal(code))];
  });
}

function octal(code: string): string {
  return String.fromCharCode(Number.parseInt(code, 8));
}

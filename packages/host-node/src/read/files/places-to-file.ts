import type { Stats } from 'node:fs';
import { lstat, readlink, realpath } from 'node:fs/promises';
import path from 'node:path';

import type { SetupSight } from '@lockkeeper/operations/ports';

/**
 * A file, and all folders and links that lead there, as far as they are there. Never rejects.
 *
 * @param trusted a folder that is not looked at, nor what is above it: whoever may write there needs no file below it
 */
export async function placesTo(file: string, trusted?: string): Promise<SetupSight['settings']> {
  const names = [...new Set(await wayTo(path.resolve(file)))];
  const looked = names.filter((name) => trusted === undefined || !leadsTo(name, path.resolve(trusted)));
  const found = looked.map(async (name) => {
    const one = await lstat(name).catch(() => undefined);
    return one === undefined ? [] : [{ path: name, uid: one.uid, mode: modeOf(one) }];
  });
  return (await Promise.all(found)).flat();
}

/** The file first. What a link leads to comes behind it. */
async function wayTo(place: string, links = 0): Promise<readonly string[]> {
  const above = path.dirname(place);
  if (above === place) return [place];
  const before = await wayTo(above, links);
  const link = links < MOST_LINKS ? await readlink(place).catch(() => undefined) : undefined;
  if (link === undefined) return [place, ...before];
  const folder = await realpath(above).catch(() => above);
  return [place, ...(await wayTo(path.resolve(folder, link), links + 1)), ...before];
}

/** As the kernel has it: a file behind more of them cannot be read. */
const MOST_LINKS = 40;

function leadsTo(folder: string, place: string): boolean {
  return place === folder || place.startsWith(folder.endsWith(path.sep) ? folder : `${folder}${path.sep}`);
}

/** Nobody writes a link, and in a sticky folder nobody takes away what is another's. */
function modeOf(found: Stats): number {
  const isSafe = found.isSymbolicLink() || (found.isDirectory() && (found.mode & STICKY) !== 0);
  return found.mode & (isSafe ? 0o755 : 0o777);
}

const STICKY = 0o1000;

import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';

/** A file that decides what is trusted, where those whom it judges cannot write it. */
export type TrustedFile =
  | { readonly kind: 'pinned'; readonly text: string }
  | { readonly kind: 'missing' | 'in-tree'; readonly path: string };

/** @param tree the checkout that must not hold it, by whatever links lead there */
export async function readTrustedFile(file: string, tree: string): Promise<TrustedFile> {
  if (await isInside(file, tree)) return { kind: 'in-tree', path: file };
  try {
    return { kind: 'pinned', text: await readFile(file, 'utf8') };
  } catch {
    // Whatever the reason, nobody is trusted by it, and its name is told.
    return { kind: 'missing', path: file };
  }
}

/** Whether a place lies below a folder, as written or where links lead. */
export async function isInside(place: string, folder: string): Promise<boolean> {
  const [real, realFolder] = await Promise.all([realPlace(place), realPlace(folder)]);
  return isBelow(path.resolve(place), path.resolve(folder)) || isBelow(real, realFolder);
}

function isBelow(place: string, folder: string): boolean {
  const way = path.relative(folder, place);
  return way === '' || (way.split(path.sep)[0] !== '..' && !path.isAbsolute(way));
}

/** Of what is not there yet, where its folder is. */
async function realPlace(place: string): Promise<string> {
  const absolute = path.resolve(place);
  try {
    return await realpath(absolute);
  } catch {
    const above = path.dirname(absolute);
    return above === absolute ? absolute : path.join(await realPlace(above), path.basename(absolute));
  }
}

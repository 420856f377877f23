import { lstatSync } from 'node:fs';
import path from 'node:path';

import { errorCode } from './error-code.ts';
import { bytesFromPath, joinBytes } from './path-bytes.ts';

/** Where a path of the repository lies on disk, and what stands in the way of it. */
export type Place =
  | { readonly kind: 'inside'; readonly location: Buffer; readonly folder: Buffer }
  /** Absolute, or with `..`: it names nothing of this repository. */
  | { readonly kind: 'outside' }
  /** `folder` above it is a symbolic link, so that the file may lie anywhere. */
  | { readonly kind: 'behind-link'; readonly folder: string };

/**
 * Finds a path below `root` without following a symbolic link; the last part may be one.
 * Rejects when a folder above it cannot be looked at.
 */
export async function placeInRepository(root: string, repositoryPath: string): Promise<Place> {
  return placeFinder(root)(repositoryPath);
}

/**
 * The same for many paths at once: looks at each folder only the first time. To be thrown away before anything
 * else has its turn, because folders may become links. Throws when a folder above cannot be looked at.
 */
export function placeFinder(root: string): (repositoryPath: string) => Place {
  const base = bytesFromPath(path.resolve(root));
  const looked = new Map<string, boolean>();
  const isLink = (folder: string): boolean => {
    const answer = looked.get(folder) ?? isSymbolicLink(joinBytes(base, folder));
    looked.set(folder, answer);
    return answer;
  };
  return (repositoryPath) => {
    const parts = withSlashes(repositoryPath).split('/');
    if (parts.some(leadsAway)) return { kind: 'outside' };
    const folders = parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
    // From the top down, so that nothing behind a link is looked at.
    const link = folders.find(isLink);
    if (link !== undefined) return { kind: 'behind-link', folder: link };
    const folder = folders.at(-1);
    return {
      kind: 'inside',
      location: joinBytes(base, parts.join('/')),
      folder: folder === undefined ? base : joinBytes(base, folder),
    };
  };
}

/** Windows separates with `\`; elsewhere it is a character like any other. */
export function withSlashes(systemPath: string, separator: string = path.sep): string {
  return separator === '\\' ? systemPath.replaceAll('\\', '/') : systemPath;
}

/** A drive or a stream of Windows (`C:`, `name:stream`) is no name there. */
function leadsAway(part: string): boolean {
  if (part === '' || part === '.' || part === '..' || part.includes('\0')) return true;
  return path.sep === '\\' && part.includes(':');
}

function isSymbolicLink(location: Buffer): boolean {
  try {
    return lstatSync(location).isSymbolicLink();
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}

/** Nothing is there; a name longer than the disk allows cannot be there either. */
export function isAbsence(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(errorCode(error) ?? '');
}
